-- How one relation ($2) is stored and used: one row. Counts and times are those of PostgreSQL's cumulative statistics; sizes are
-- null while somebody holds the relation in ACCESS EXCLUSIVE mode. Without a relation there are no rows. $1 narrows nothing.
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
       CASE WHEN c.relpersistence OPERATOR(pg_catalog.=) 'p' THEN 'permanent'
            WHEN c.relpersistence OPERATOR(pg_catalog.=) 'u' THEN 'unlogged' ELSE 'temporary' END AS "persistence",
       m.amname AS "access_method",
       COALESCE(t.spcname, (
           SELECT s.spcname FROM pg_catalog.pg_database AS b
               JOIN pg_catalog.pg_tablespace AS s ON s.oid OPERATOR(pg_catalog.=) b.dattablespace
           WHERE b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())) AS "tablespace",
       pg_catalog.to_json(COALESCE(c.reloptions, '{}'))::pg_catalog.text AS "options",
       CASE WHEN c.relreplident OPERATOR(pg_catalog.=) 'd' THEN 'default'
            WHEN c.relreplident OPERATOR(pg_catalog.=) 'n' THEN 'nothing'
            WHEN c.relreplident OPERATOR(pg_catalog.=) 'f' THEN 'full' ELSE 'index' END
           AS "replica_identity",
       c.relrowsecurity AS "has_rls",
       c.relforcerowsecurity AS "is_rls_forced",
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END AS "partition_key",
       CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END AS "partition_bound",
       c.reltuples::pg_catalog.int8 AS "estimated_rows",
       c.relpages AS "pages",
       c.relallvisible AS "all_visible_pages",
       CASE WHEN l.relation IS NULL AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm', 'S']::pg_catalog."char"[])
            THEN pg_catalog.pg_relation_size(c.oid) END AS "heap_bytes",
       CASE WHEN l.relation IS NULL AND c.reltoastrelid OPERATOR(pg_catalog.<>) 0
            THEN pg_catalog.pg_relation_size(c.reltoastrelid) END AS "toast_bytes",
       CASE WHEN l.relation IS NULL AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm']::pg_catalog."char"[])
            THEN pg_catalog.pg_indexes_size(c.oid) END AS "index_bytes",
       s.n_live_tup AS "live_rows",
       s.n_dead_tup AS "dead_rows",
       s.n_mod_since_analyze AS "changes_since_analyze",
       s.seq_scan AS "sequential_scans",
       s.idx_scan AS "index_scans",
       s.n_tup_ins AS "rows_inserted",
       s.n_tup_upd AS "rows_updated",
       s.n_tup_hot_upd AS "rows_hot_updated",
       s.n_tup_del AS "rows_deleted",
       GREATEST(s.last_vacuum, s.last_autovacuum) AS "vacuumed_at",
       GREATEST(s.last_analyze, s.last_autoanalyze) AS "analyzed_at",
       pg_catalog.age(c.relfrozenxid) AS "transaction_age"
FROM pg_catalog.pg_class AS c
    LEFT JOIN locked AS l ON l.relation OPERATOR(pg_catalog.=) c.oid
    LEFT JOIN pg_catalog.pg_am AS m ON m.oid OPERATOR(pg_catalog.=) c.relam
    LEFT JOIN pg_catalog.pg_tablespace AS t ON t.oid OPERATOR(pg_catalog.=) c.reltablespace
    LEFT JOIN pg_catalog.pg_stat_all_tables AS s ON s.relid OPERATOR(pg_catalog.=) c.oid
WHERE c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
  AND ($1::pg_catalog.text IS NULL OR true)
