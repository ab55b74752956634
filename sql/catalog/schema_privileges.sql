-- Who may do what with one schema ($1, its name), as its owner and the grantors have said it. "grantee" is null for PUBLIC. Without
-- a schema there are no rows. $2 narrows nothing.
SELECT n.oid AS "oid",
       CASE WHEN a.grantee OPERATOR(pg_catalog.<>) 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END AS "grantee",
       pg_catalog.lower(a.privilege_type) AS "privilege",
       pg_catalog.pg_get_userbyid(a.grantor) AS "grantor",
       a.is_grantable AS "is_grantable"
FROM pg_catalog.pg_namespace AS n
    CROSS JOIN LATERAL pg_catalog.aclexplode(COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) AS a
WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text
  AND ($2::pg_catalog.oid IS NULL OR true)
ORDER BY 2 NULLS FIRST, a.privilege_type, 4
