-- Tables, views and sequences. System schemas only when one is named. What each page of a connection asks for first: it stays
-- cheap for tens of thousands of relations. An owner whose relation nobody has granted or revoked anything on has every right;
-- only for the others the privilege functions are asked, which read each relation into the process's cache. (A sequence has no
-- INSERT and DELETE, and catalogs are not written by their owner.)
WITH owners AS MATERIALIZED (
    SELECT r.oid, r.rolname::pg_catalog.text AS name, pg_catalog.pg_has_role(r.oid, 'USAGE') AS is_mine
    FROM pg_catalog.pg_roles AS r
)
SELECT c.oid AS "oid",
       n.name AS "schema",
       c.name AS "name",
       CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'r' THEN 'table'
            WHEN c.relkind OPERATOR(pg_catalog.=) 'p' THEN 'partitioned_table'
            WHEN c.relkind OPERATOR(pg_catalog.=) 'v' THEN 'view'
            WHEN c.relkind OPERATOR(pg_catalog.=) 'm' THEN 'materialized_view'
            WHEN c.relkind OPERATOR(pg_catalog.=) 'f' THEN 'foreign_table'
            ELSE 'sequence' END AS "kind",
       COALESCE(o.name, pg_catalog.pg_get_userbyid(c.relowner)::pg_catalog.text) AS "owner",
       c.reltuples::pg_catalog.int8 AS "estimated_rows",
       i.inhparent AS "partition_of",
       c.relrowsecurity AS "has_rls",
       c.is_plain AND o.is_mine OR pg_catalog.has_any_column_privilege(c.oid, 'SELECT') AS "may_select",
       c.is_plain AND o.is_mine OR pg_catalog.has_any_column_privilege(c.oid, 'INSERT') AS "may_insert",
       c.is_plain AND o.is_mine OR pg_catalog.has_any_column_privilege(c.oid, 'UPDATE') AS "may_update",
       c.is_plain AND o.is_mine OR pg_catalog.has_table_privilege(c.oid, 'DELETE') AS "may_delete",
       d.description AS "comment"
-- Names as text: a name is 64 bytes wide, and the sort shall fit into work_mem.
FROM (SELECT c.oid, c.relname::pg_catalog.text COLLATE pg_catalog."C" AS name, c.relkind, c.relnamespace, c.relowner, c.reltuples,
             c.relispartition, c.relrowsecurity,
             c.relacl IS NULL AND c.relkind OPERATOR(pg_catalog.<>) 'S' AND c.oid OPERATOR(pg_catalog.>=) 16384 AS is_plain
      FROM pg_catalog.pg_class AS c) AS c
    JOIN (SELECT s.oid, s.nspname::pg_catalog.text COLLATE pg_catalog."C" AS name FROM pg_catalog.pg_namespace AS s) AS n
        ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
    LEFT JOIN owners AS o ON o.oid OPERATOR(pg_catalog.=) c.relowner
    LEFT JOIN pg_catalog.pg_inherits AS i ON c.relispartition AND i.inhrelid OPERATOR(pg_catalog.=) c.oid
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) c.oid AND d.classoid OPERATOR(pg_catalog.=) 1259 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'v', 'm', 'f', 'S']::pg_catalog."char"[])
  AND ($1::pg_catalog.text IS NULL OR n.name OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
  AND ($1::pg_catalog.text IS NOT NULL OR $2::pg_catalog.oid IS NOT NULL
       OR NOT (pg_catalog.starts_with(n.name, 'pg_') OR n.name OPERATOR(pg_catalog.=) 'information_schema')
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY n.name, c.name
