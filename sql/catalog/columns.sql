-- The columns of tables and views, in their order. For a generated column "default" is its expression.
-- Relations are sorted first; their columns come from an index in the right order, so that nothing large is hashed or sorted.
-- A generated column's expression is null while somebody holds its relation in ACCESS EXCLUSIVE mode: reading it would wait.
WITH locked AS MATERIALIZED (
    SELECT DISTINCT l.relation
    FROM pg_catalog.pg_locks AS l
    WHERE l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.mode OPERATOR(pg_catalog.=) 'AccessExclusiveLock'
      -- A prepared transaction has no pid.
      AND COALESCE(l.pid, 0) OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
      AND l.database OPERATOR(pg_catalog.=) (
          SELECT b.oid FROM pg_catalog.pg_database AS b
          WHERE b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
)
SELECT c.oid AS "oid",
       c.nspname AS "schema",
       c.relname AS "name",
       a.attnum AS "column_number",
       a.attname AS "column",
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS "type",
       a.atttypid AS "type_oid",
       a.atttypmod AS "typmod",
       NOT a.attnotnull AS "is_nullable",
       CASE WHEN a.atthasdef THEN (
           -- A plain default names no column, so the relation need not be opened for it.
           SELECT CASE WHEN a.attgenerated OPERATOR(pg_catalog.=) '' THEN pg_catalog.pg_get_expr(e.adbin, 0)
                       WHEN l.relation IS NULL THEN pg_catalog.pg_get_expr(e.adbin, e.adrelid) END
           FROM pg_catalog.pg_attrdef AS e
           WHERE e.adrelid OPERATOR(pg_catalog.=) c.oid AND e.adnum OPERATOR(pg_catalog.=) a.attnum) END AS "default",
       CASE WHEN a.attidentity OPERATOR(pg_catalog.=) 'a' THEN 'always'
            WHEN a.attidentity OPERATOR(pg_catalog.=) 'd' THEN 'by_default' END AS "identity",
       a.attgenerated OPERATOR(pg_catalog.<>) '' AS "is_generated",
       -- Only a collation that is not its type's own is worth telling; 100 is the database's default.
       CASE WHEN a.attcollation OPERATOR(pg_catalog.<>) 0 AND a.attcollation OPERATOR(pg_catalog.<>) 100 THEN (
           SELECT o.collname FROM pg_catalog.pg_collation AS o, pg_catalog.pg_type AS t
           WHERE o.oid OPERATOR(pg_catalog.=) a.attcollation AND t.oid OPERATOR(pg_catalog.=) a.atttypid
             AND t.typcollation OPERATOR(pg_catalog.<>) a.attcollation) END AS "collation",
       pg_catalog.array_position(k.conkey, a.attnum) AS "primary_key_position",
       CASE WHEN c.has_comments THEN (
           SELECT d.description FROM pg_catalog.pg_description AS d
           WHERE d.objoid OPERATOR(pg_catalog.=) c.oid AND d.classoid OPERATOR(pg_catalog.=) 1259
             AND d.objsubid OPERATOR(pg_catalog.=) a.attnum) END AS "comment"
FROM (
    SELECT r.oid, n.nspname, r.relname,
           EXISTS (SELECT FROM pg_catalog.pg_description AS d
                   WHERE d.objoid OPERATOR(pg_catalog.=) r.oid AND d.classoid OPERATOR(pg_catalog.=) 1259
                     AND d.objsubid OPERATOR(pg_catalog.>) 0) AS has_comments
    FROM pg_catalog.pg_class AS r
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) r.relnamespace
    WHERE r.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'v', 'm', 'f']::pg_catalog."char"[])
      AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
      AND ($2::pg_catalog.oid IS NULL OR r.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
      AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
           OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
           OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
    ORDER BY n.nspname, r.relname
    OFFSET 0
) AS c
    LEFT JOIN LATERAL (SELECT k.relation FROM locked AS k WHERE k.relation OPERATOR(pg_catalog.=) c.oid OFFSET 0) AS l ON true
    LEFT JOIN LATERAL (
        SELECT p.conkey FROM pg_catalog.pg_constraint AS p
        WHERE p.conrelid OPERATOR(pg_catalog.=) c.oid AND p.contype OPERATOR(pg_catalog.=) 'p' OFFSET 0
    ) AS k ON true
    CROSS JOIN LATERAL (
        SELECT i.attnum, i.attname, i.atttypid, i.atttypmod, i.attnotnull, i.atthasdef, i.attidentity, i.attgenerated,
               i.attcollation
        FROM pg_catalog.pg_attribute AS i
        WHERE i.attrelid OPERATOR(pg_catalog.=) c.oid AND i.attnum OPERATOR(pg_catalog.>) 0 AND NOT i.attisdropped
        ORDER BY i.attnum
    ) AS a
