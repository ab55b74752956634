-- What the role may do with the rows of one relation ($2), column by column, and by which of its columns a row is told apart:
-- "keys" is a JSON array of arrays of column numbers, those of the primary key first. Only indexes that hold at every moment for
-- every row count: unique, valid, immediate, without WHERE or expressions, of columns that are never NULL. "base_type" is the
-- type under a domain. What a view takes is what PostgreSQL says of it, its triggers counted. Without a relation there are no
-- rows. $1 narrows nothing.
SELECT c.oid AS "oid",
       n.nspname AS "schema",
       c.relname AS "name",
       CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned_table' WHEN 'v' THEN 'view'
                      WHEN 'm' THEN 'materialized_view' WHEN 'f' THEN 'foreign_table' END AS "kind",
       a.attnum AS "column_number",
       a.attname AS "column",
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS "type",
       a.atttypid AS "type_oid",
       b.typname AS "base_type",
       b.oid AS "base_type_oid",
       -- Whether the empty text is a value: of varbit, tsvector and tsquery too.
       b.typcategory OPERATOR(pg_catalog.=) 'S' OR b.oid OPERATOR(pg_catalog.=) ANY (ARRAY[1562, 3614, 3615]::pg_catalog.oid[]) AS "is_text",
       CASE WHEN b.typtype OPERATOR(pg_catalog.=) 'c' THEN 'composite'
            WHEN b.typtype OPERATOR(pg_catalog.=) 'r' THEN 'range'
            WHEN b.typtype OPERATOR(pg_catalog.=) 'm' THEN 'multirange'
            WHEN e.typarray OPERATOR(pg_catalog.=) b.oid THEN 'array' END AS "structure",
       NOT (a.attnotnull OR d.is_not_null) AS "is_nullable",
       a.attgenerated OPERATOR(pg_catalog.<>) '' AS "is_generated",
       a.attidentity OPERATOR(pg_catalog.=) 'a' AS "is_identity_always",
       pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT') AS "may_select",
       pg_catalog.has_column_privilege(c.oid, a.attnum, 'UPDATE') AS "may_update",
       pg_catalog.has_table_privilege(c.oid, 'DELETE') AS "may_delete",
       pg_catalog.has_column_privilege(c.oid, a.attnum, 'INSERT') AS "may_insert",
       CASE WHEN a.attidentity OPERATOR(pg_catalog.=) 'a' THEN 'always'
            WHEN a.attidentity OPERATOR(pg_catalog.=) 'd' THEN 'by_default' END AS "identity",
       -- Where the column has none, that of its type: a domain's.
       CASE WHEN a.attgenerated OPERATOR(pg_catalog.<>) '' OR a.attidentity OPERATOR(pg_catalog.<>) '' THEN NULL
            WHEN a.atthasdef THEN (
                SELECT pg_catalog.pg_get_expr(e.adbin, 0) FROM pg_catalog.pg_attrdef AS e
                WHERE e.adrelid OPERATOR(pg_catalog.=) c.oid AND e.adnum OPERATOR(pg_catalog.=) a.attnum)
            ELSE t.typdefault END AS "default",
       -- A table's rows are always such; that of a view or a foreign table is known by looking into it.
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['v', 'f']::pg_catalog."char"[])
            THEN pg_catalog.pg_column_is_updatable(c.oid, a.attnum, true)
            ELSE c.relkind OPERATOR(pg_catalog.<>) 'm' END AS "is_updatable",
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['v', 'f']::pg_catalog."char"[])
            THEN pg_catalog.pg_relation_is_updatable(c.oid, true) OPERATOR(pg_catalog.&) 8 OPERATOR(pg_catalog.<>) 0
            ELSE c.relkind OPERATOR(pg_catalog.<>) 'm' END AS "is_insertable",
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['v', 'f']::pg_catalog."char"[])
            THEN pg_catalog.pg_relation_is_updatable(c.oid, true) OPERATOR(pg_catalog.&) 16 OPERATOR(pg_catalog.<>) 0
            ELSE c.relkind OPERATOR(pg_catalog.<>) 'm' END AS "is_deletable",
       k.keys AS "keys",
       -- Where a row lies names it, as long as nothing moves it; rows of children may lie in the same place.
       c.relkind OPERATOR(pg_catalog.=) 'r' AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent OPERATOR(pg_catalog.=) c.oid) AS "has_place"
FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    JOIN pg_catalog.pg_attribute AS a
        ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
    -- A domain may be one over a domain.
    CROSS JOIN LATERAL (
        WITH RECURSIVE below AS (
            SELECT t.oid AS oid, t.typbasetype AS base, t.typnotnull AS is_not_null
            UNION ALL
            SELECT d.oid, d.typbasetype, d.typnotnull
            FROM below AS l JOIN pg_catalog.pg_type AS d ON d.oid OPERATOR(pg_catalog.=) l.base
        )
        SELECT pg_catalog.max(l.oid) FILTER (WHERE l.base OPERATOR(pg_catalog.=) 0) AS base, pg_catalog.bool_or(l.is_not_null) AS is_not_null
        FROM below AS l
    ) AS d
    JOIN pg_catalog.pg_type AS b ON b.oid OPERATOR(pg_catalog.=) d.base
    LEFT JOIN pg_catalog.pg_type AS e ON e.oid OPERATOR(pg_catalog.=) b.typelem
    CROSS JOIN (
        SELECT COALESCE(pg_catalog.json_agg(u.numbers ORDER BY u.is_primary DESC, u.width, u.oid), '[]')::pg_catalog.text AS keys
        FROM (
            SELECT i.indexrelid AS oid, i.indisprimary AS is_primary, i.indnkeyatts AS width,
                   (SELECT pg_catalog.json_agg(p.number ORDER BY p.place)
                    FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS p (number, place)
                    WHERE p.place OPERATOR(pg_catalog.<=) i.indnkeyatts) AS numbers
            FROM pg_catalog.pg_index AS i
            WHERE i.indrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
              AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
              AND NOT EXISTS (
                  SELECT FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS p (number, place)
                      JOIN pg_catalog.pg_attribute AS x
                          ON x.attrelid OPERATOR(pg_catalog.=) i.indrelid AND x.attnum OPERATOR(pg_catalog.=) p.number
                  WHERE p.place OPERATOR(pg_catalog.<=) i.indnkeyatts AND NOT x.attnotnull)
        ) AS u
    ) AS k
WHERE c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
  AND ($1::pg_catalog.text IS NULL OR true)
ORDER BY a.attnum
