-- The extensions that are installed, and those that the server offers. "version" is null where it is not installed,
-- "default_version" where the server no longer has its files. $1 and $2 narrow nothing.
SELECT e.oid AS "oid",
       COALESCE(e.extname, a.name) AS "name",
       e.extversion AS "version",
       a.default_version AS "default_version",
       n.nspname AS "schema",
       e.extrelocatable AS "is_relocatable",
       pg_catalog.pg_get_userbyid(e.extowner) AS "owner",
       a.comment AS "comment"
FROM pg_catalog.pg_available_extensions() AS a (name, default_version, comment)
    FULL JOIN pg_catalog.pg_extension AS e ON e.extname OPERATOR(pg_catalog.=) a.name
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) e.extnamespace
WHERE ($1::pg_catalog.text IS NULL OR true) AND ($2::pg_catalog.oid IS NULL OR true)
ORDER BY e.oid IS NULL, 2
