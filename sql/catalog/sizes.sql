-- Sizes of relations that have storage: of the files that hold rows, that is heap, TOAST and indexes, without free space and
-- visibility maps, whose many stat() calls would cost more than all the rest. System schemas only when one is named.
-- Where there are up to 2,000 relations with files, or one is asked for, sizes are read from the files; a relation that somebody
-- holds in ACCESS EXCLUSIVE mode has null sizes then, since the size functions would wait for the lock. Of more they are what the
-- last VACUUM or ANALYZE found: a size function opens its relation, and a process keeps all that it has opened in memory.
WITH few AS MATERIALIZED (
    SELECT $2::pg_catalog.oid IS NOT NULL OR pg_catalog.count(*) OPERATOR(pg_catalog.<=) 2000 AS are_measured
    FROM (SELECT FROM pg_catalog.pg_class AS s
          WHERE s.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm', 'S']::pg_catalog."char"[])
          LIMIT 2001) AS c
), locked AS MATERIALIZED (
    SELECT DISTINCT COALESCE(i.indrelid, t.oid, l.relation) AS relation
    FROM pg_catalog.pg_locks AS l
        LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid OPERATOR(pg_catalog.=) l.relation
        LEFT JOIN pg_catalog.pg_class AS t ON t.reltoastrelid OPERATOR(pg_catalog.=) l.relation
    WHERE l.locktype OPERATOR(pg_catalog.=) 'relation' AND l.mode OPERATOR(pg_catalog.=) 'AccessExclusiveLock'
      -- A prepared transaction has no pid.
      AND COALESCE(l.pid, 0) OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
      AND l.database OPERATOR(pg_catalog.=) (
          SELECT b.oid FROM pg_catalog.pg_database AS b
          WHERE b.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
), measured AS MATERIALIZED (
    -- relhasindex may be true though the last index is gone. The limit tells the planner that there are few.
    SELECT c.oid,
           pg_catalog.pg_relation_size(c.oid) OPERATOR(pg_catalog.+)
               CASE WHEN c.reltoastrelid OPERATOR(pg_catalog.=) 0 THEN 0
                    ELSE pg_catalog.pg_relation_size(c.reltoastrelid) END AS table_bytes,
           CASE WHEN c.relhasindex THEN (
               SELECT pg_catalog.sum(pg_catalog.pg_relation_size(x.indexrelid))::pg_catalog.int8
               FROM pg_catalog.pg_index AS x WHERE x.indrelid OPERATOR(pg_catalog.=) c.oid) END AS index_bytes
    FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    WHERE (SELECT f.are_measured FROM few AS f)
      AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm', 'S']::pg_catalog."char"[])
      AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
      AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
      AND NOT EXISTS (SELECT FROM locked AS l WHERE l.relation OPERATOR(pg_catalog.=) c.oid)
    LIMIT 2000
)
SELECT c.oid AS "oid",
       z.table_bytes OPERATOR(pg_catalog.+) z.index_bytes AS "total_bytes",
       z.table_bytes AS "table_bytes",
       z.index_bytes AS "index_bytes",
       (SELECT f.are_measured FROM few AS f) AS "is_exact"
FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN measured AS s ON s.oid OPERATOR(pg_catalog.=) c.oid
    LEFT JOIN (
        SELECT o.oid, o.relpages FROM pg_catalog.pg_class AS o
        WHERE (SELECT NOT f.are_measured FROM few AS f) AND o.relkind OPERATOR(pg_catalog.=) 't'
    ) AS o ON o.oid OPERATOR(pg_catalog.=) c.reltoastrelid
    LEFT JOIN (
        SELECT x.indrelid, pg_catalog.sum(e.relpages)::pg_catalog.int8 AS relpages
        FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS e ON e.oid OPERATOR(pg_catalog.=) x.indexrelid
        WHERE (SELECT NOT f.are_measured FROM few AS f) AND e.relkind OPERATOR(pg_catalog.=) 'i'
        GROUP BY x.indrelid
    ) AS x ON x.indrelid OPERATOR(pg_catalog.=) c.oid
    CROSS JOIN LATERAL (
        SELECT pg_catalog.current_setting('block_size')::pg_catalog.int8 AS block,
               NOT (SELECT f.are_measured FROM few AS f) AND c.reltuples OPERATOR(pg_catalog.>=) 0
                   AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm']::pg_catalog."char"[]) AS is_known
    ) AS k
    CROSS JOIN LATERAL (
        SELECT CASE WHEN k.is_known
                    THEN (c.relpages OPERATOR(pg_catalog.+) COALESCE(o.relpages, 0)) OPERATOR(pg_catalog.*) k.block
                    ELSE s.table_bytes END AS table_bytes,
               CASE WHEN k.is_known THEN COALESCE(x.relpages, 0) OPERATOR(pg_catalog.*) k.block
                    WHEN s.table_bytes IS NOT NULL THEN COALESCE(s.index_bytes, 0) END AS index_bytes
    ) AS z
WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'm', 'S']::pg_catalog."char"[])
  AND ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
  AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
       OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY c.oid
