-- Indexes of tables and materialized views. "bytes" and "definition" are null where somebody holds the index or its table in
-- ACCESS EXCLUSIVE mode: reading them would wait for the lock.
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
SELECT x.oid AS "oid",
       n.nspname AS "schema",
       x.relname AS "name",
       c.oid AS "relation",
       c.relname AS "relation_name",
       m.amname AS "method",
       i.indisunique AS "is_unique",
       i.indisprimary AS "is_primary",
       i.indisvalid AS "is_valid",
       CASE WHEN l.relation IS NULL AND k.relation IS NULL AND x.relkind OPERATOR(pg_catalog.=) 'i'
            THEN pg_catalog.pg_relation_size(x.oid) END AS "bytes",
       pg_catalog.pg_stat_get_numscans(x.oid) AS "scans",
       CASE WHEN l.relation IS NULL AND k.relation IS NULL THEN pg_catalog.pg_get_indexdef(x.oid) END AS "definition",
       d.description AS "comment"
FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS x ON x.oid OPERATOR(pg_catalog.=) i.indexrelid
    JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) i.indrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) x.relnamespace
    JOIN pg_catalog.pg_am AS m ON m.oid OPERATOR(pg_catalog.=) x.relam
    LEFT JOIN locked AS l ON l.relation OPERATOR(pg_catalog.=) x.oid
    LEFT JOIN locked AS k ON k.relation OPERATOR(pg_catalog.=) c.oid
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) x.oid AND d.classoid OPERATOR(pg_catalog.=) 1259 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'm']::pg_catalog."char"[])
  AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
  AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
       OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY n.nspname, c.relname, x.relname
