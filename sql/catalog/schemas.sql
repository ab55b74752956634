-- The schemas of the database; those of other sessions' temporary tables and of TOAST are left out. "search_path_position" is
-- where a name without a schema is looked for, 1 first (pg_catalog, unless the path names it). $2 narrows nothing.
SELECT n.oid AS "oid",
       n.nspname AS "schema",
       pg_catalog.pg_get_userbyid(n.nspowner) AS "owner",
       (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema') AS "is_system",
       pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS "may_create",
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS "may_use",
       d.description AS "comment",
       pg_catalog.array_position(pg_catalog.current_schemas(true), n.nspname) AS "search_path_position"
FROM pg_catalog.pg_namespace AS n
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) n.oid AND d.classoid OPERATOR(pg_catalog.=) 2615 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR true)
  AND (NOT (pg_catalog.starts_with(n.nspname, 'pg_temp_') OR pg_catalog.starts_with(n.nspname, 'pg_toast'))
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY n.nspname
