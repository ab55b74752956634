-- The columns of tables and views, in their order. For a generated column "default" is its expression.
-- The inner query joins and sorts; texts are made from its rows as they come, so that they need not be sorted along.
SELECT s.relation AS "oid",
       s.nspname AS "schema",
       s.relname AS "name",
       s.attnum AS "column_number",
       s.attname AS "column",
       pg_catalog.format_type(s.atttypid, s.atttypmod) AS "type",
       s.atttypid AS "type_oid",
       s.atttypmod AS "typmod",
       NOT s.attnotnull AS "is_nullable",
       pg_catalog.pg_get_expr(s.adbin, s.relation) AS "default",
       CASE WHEN s.attidentity OPERATOR(pg_catalog.=) 'a' THEN 'always'
            WHEN s.attidentity OPERATOR(pg_catalog.=) 'd' THEN 'by_default' END AS "identity",
       s.attgenerated OPERATOR(pg_catalog.<>) '' AS "is_generated",
       s.collname AS "collation",
       pg_catalog.array_position(s.primary_key, s.attnum) AS "primary_key_position",
       s.description AS "comment"
FROM (
    SELECT c.oid AS relation, n.nspname, c.relname, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
           a.attgenerated, e.adbin, o.collname, k.conkey AS primary_key, d.description
    FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        JOIN pg_catalog.pg_attribute AS a
            ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef AS e
            ON a.atthasdef AND e.adrelid OPERATOR(pg_catalog.=) a.attrelid AND e.adnum OPERATOR(pg_catalog.=) a.attnum
        -- Only a collation that is not its type's own is worth telling.
        LEFT JOIN pg_catalog.pg_collation AS o
            ON o.oid OPERATOR(pg_catalog.=) a.attcollation AND a.attcollation OPERATOR(pg_catalog.<>) t.typcollation
        LEFT JOIN pg_catalog.pg_constraint AS k
            ON k.conrelid OPERATOR(pg_catalog.=) c.oid AND k.contype OPERATOR(pg_catalog.=) 'p'
        LEFT JOIN pg_catalog.pg_description AS d
            ON d.objoid OPERATOR(pg_catalog.=) c.oid AND d.classoid OPERATOR(pg_catalog.=) 1259
            AND d.objsubid OPERATOR(pg_catalog.=) a.attnum
    WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'v', 'm', 'f']::pg_catalog."char"[])
      AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
      AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
      AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
           OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
           OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
    ORDER BY n.nspname, c.relname, a.attnum
    OFFSET 0
) AS s
