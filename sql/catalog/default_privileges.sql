-- What will be granted on objects that are made from now on: by whom they are made, where, to whom. $2 narrows to a role's oid, as
-- the one who makes or the one to whom. "schema" is null for all schemas, "grantee" for PUBLIC. $1 narrows to a schema.
SELECT pg_catalog.pg_get_userbyid(d.defaclrole) AS "owner",
       n.nspname AS "schema",
       CASE WHEN d.defaclobjtype OPERATOR(pg_catalog.=) 'r' THEN 'tables'
            WHEN d.defaclobjtype OPERATOR(pg_catalog.=) 'S' THEN 'sequences'
            WHEN d.defaclobjtype OPERATOR(pg_catalog.=) 'f' THEN 'functions'
            WHEN d.defaclobjtype OPERATOR(pg_catalog.=) 'T' THEN 'types'
            WHEN d.defaclobjtype OPERATOR(pg_catalog.=) 'n' THEN 'schemas' ELSE 'other' END AS "kind",
       CASE WHEN a.grantee OPERATOR(pg_catalog.<>) 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END AS "grantee",
       pg_catalog.lower(a.privilege_type) AS "privilege",
       a.is_grantable AS "is_grantable"
FROM pg_catalog.pg_default_acl AS d
    LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) d.defaclnamespace
    CROSS JOIN LATERAL pg_catalog.aclexplode(d.defaclacl) AS a
WHERE ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR d.defaclrole OPERATOR(pg_catalog.=) $2::pg_catalog.oid OR a.grantee OPERATOR(pg_catalog.=) $2::pg_catalog.oid)
ORDER BY 1, 2 NULLS FIRST, 3, 4 NULLS FIRST, a.privilege_type
