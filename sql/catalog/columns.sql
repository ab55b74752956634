-- The columns of tables and views, in their order. For a generated column "default" is its expression.
SELECT c.oid AS "oid",
       n.nspname AS "schema",
       c.relname AS "name",
       a.attnum AS "column_number",
       a.attname AS "column",
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS "type",
       a.atttypid AS "type_oid",
       a.atttypmod AS "typmod",
       NOT a.attnotnull AS "is_nullable",
       pg_catalog.pg_get_expr(e.adbin, e.adrelid) AS "default",
       CASE WHEN a.attidentity OPERATOR(pg_catalog.=) 'a' THEN 'always'
            WHEN a.attidentity OPERATOR(pg_catalog.=) 'd' THEN 'by_default' END AS "identity",
       a.attgenerated OPERATOR(pg_catalog.<>) '' AS "is_generated",
       o.collname AS "collation",
       pg_catalog.array_position(k.conkey, a.attnum) AS "primary_key_position",
       d.description AS "comment"
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
