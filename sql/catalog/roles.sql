-- The roles of the server. "member_of" and "members" are JSON arrays of {"role", "is_admin"}; "may_change" says whether the role
-- that asks may change it as CREATEROLE allows. Predefined roles (pg_…) are among them. $2, a role's oid, narrows to it; $1 nothing.
WITH own AS MATERIALIZED (
    SELECT s.rolsuper, s.rolcreaterole FROM pg_catalog.pg_roles AS s WHERE s.rolname OPERATOR(pg_catalog.=) CURRENT_USER
)
SELECT r.oid AS "oid",
       r.rolname AS "role",
       r.rolsuper AS "is_superuser",
       r.rolcanlogin AS "may_login",
       r.rolcreatedb AS "may_create_databases",
       r.rolcreaterole AS "may_create_roles",
       r.rolinherit AS "inherits",
       r.rolreplication AS "may_replicate",
       r.rolbypassrls AS "bypasses_rls",
       r.rolconnlimit AS "connection_limit",
       r.rolvaliduntil::pg_catalog.text AS "valid_until",
       r.rolname OPERATOR(pg_catalog.=) CURRENT_USER AS "is_own",
       own.rolsuper OR (own.rolcreaterole AND NOT r.rolsuper) AS "may_change",
       COALESCE((
           SELECT pg_catalog.json_agg(pg_catalog.json_build_object('role', g.rolname, 'is_admin', m.admin_option) ORDER BY g.rolname)
           FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS g ON g.oid OPERATOR(pg_catalog.=) m.roleid
           WHERE m.member OPERATOR(pg_catalog.=) r.oid), '[]')::pg_catalog.text AS "member_of",
       COALESCE((
           SELECT pg_catalog.json_agg(pg_catalog.json_build_object('role', g.rolname, 'is_admin', m.admin_option) ORDER BY g.rolname)
           FROM pg_catalog.pg_auth_members AS m JOIN pg_catalog.pg_roles AS g ON g.oid OPERATOR(pg_catalog.=) m.member
           WHERE m.roleid OPERATOR(pg_catalog.=) r.oid), '[]')::pg_catalog.text AS "members",
       pg_catalog.shobj_description(r.oid, 'pg_authid') AS "comment"
FROM pg_catalog.pg_roles AS r CROSS JOIN own
WHERE ($1::pg_catalog.text IS NULL OR true)
  AND ($2::pg_catalog.oid IS NULL OR r.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
ORDER BY pg_catalog.starts_with(r.rolname, 'pg_'), r.rolname
