-- From which relations one relation ($2) inherits, and which inherit from it; partitions of partitioned tables are of these.
-- "bound" is what a partition holds. Without a relation there are no rows. $1 narrows nothing.
SELECT c.oid AS "oid",
       n.nspname AS "schema",
       c.relname AS "name",
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'p' THEN 'partitioned_table'
            WHEN c.relkind OPERATOR(pg_catalog.=) 'f' THEN 'foreign_table' ELSE 'table' END AS "kind",
       CASE WHEN i.inhparent OPERATOR(pg_catalog.=) $2::pg_catalog.oid THEN 'child' ELSE 'parent' END AS "direction",
       k.relispartition AS "is_partition",
       -- A detachment was begun CONCURRENTLY and not ended. Servers before 14 have no such column.
       COALESCE((pg_catalog.to_jsonb(i) OPERATOR(pg_catalog.->>) 'inhdetachpending')::pg_catalog.bool, false) AS "is_detach_pending",
       CASE WHEN k.relispartition THEN pg_catalog.pg_get_expr(k.relpartbound, k.oid) END AS "bound",
       c.reltuples::pg_catalog.int8 AS "estimated_rows"
FROM pg_catalog.pg_inherits AS i
    -- The one that inherits, and the other one.
    JOIN pg_catalog.pg_class AS k ON k.oid OPERATOR(pg_catalog.=) i.inhrelid
    JOIN pg_catalog.pg_class AS c
        ON c.oid OPERATOR(pg_catalog.=) CASE WHEN i.inhparent OPERATOR(pg_catalog.=) $2::pg_catalog.oid
                                             THEN i.inhrelid ELSE i.inhparent END
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE (i.inhrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid OR i.inhparent OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
  AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'f']::pg_catalog."char"[])
  AND ($1::pg_catalog.text IS NULL OR true)
ORDER BY 5 DESC, i.inhseqno, n.nspname, c.relname
