-- Triggers of tables and views, but for those that PostgreSQL makes for constraints. "enabled" is origin, replica, always or
-- disabled. "definition" is null while somebody holds the table in ACCESS EXCLUSIVE mode: reading it might wait.
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
SELECT t.oid AS "oid",
       n.nspname AS "schema",
       t.tgname AS "name",
       c.oid AS "relation",
       c.relname AS "relation_name",
       CASE WHEN t.tgenabled OPERATOR(pg_catalog.=) 'O' THEN 'origin'
            WHEN t.tgenabled OPERATOR(pg_catalog.=) 'R' THEN 'replica'
            WHEN t.tgenabled OPERATOR(pg_catalog.=) 'A' THEN 'always'
            ELSE 'disabled' END AS "enabled",
       CASE WHEN l.relation IS NULL THEN pg_catalog.pg_get_triggerdef(t.oid) END AS "definition",
       pg_catalog.concat(pg_catalog.quote_ident(m.nspname), '.', pg_catalog.quote_ident(p.proname)) AS "routine",
       d.description AS "comment"
FROM pg_catalog.pg_trigger AS t
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) t.tgrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN locked AS l ON l.relation OPERATOR(pg_catalog.=) c.oid
    JOIN pg_catalog.pg_proc AS p ON p.oid OPERATOR(pg_catalog.=) t.tgfoid
    JOIN pg_catalog.pg_namespace AS m ON m.oid OPERATOR(pg_catalog.=) p.pronamespace
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) t.oid AND d.classoid OPERATOR(pg_catalog.=) 2620 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE NOT t.tgisinternal
  AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
  AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
       OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY n.nspname, c.relname, t.tgname
