-- Who may do what with one relation ($2) and with its columns, as the owner and the grantors have said it. "grantee" is null for
-- PUBLIC, "column" for the whole relation. Without a relation there are no rows. $1 narrows nothing.
WITH granted AS (
    SELECT c.oid, NULL::pg_catalog.name AS "column", 0 AS number, a.grantee, a.grantor, a.privilege_type, a.is_grantable
    FROM pg_catalog.pg_class AS c
        CROSS JOIN LATERAL pg_catalog.aclexplode(COALESCE(c.relacl, pg_catalog.acldefault(
            CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'S' THEN 's' ELSE 'r' END::pg_catalog."char", c.relowner))) AS a
    WHERE c.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
    UNION ALL
    SELECT t.attrelid, t.attname, t.attnum, a.grantee, a.grantor, a.privilege_type, a.is_grantable
    FROM pg_catalog.pg_attribute AS t
        CROSS JOIN LATERAL pg_catalog.aclexplode(t.attacl) AS a
    WHERE t.attrelid OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND NOT t.attisdropped
)
SELECT g.oid AS "oid",
       CASE WHEN g.grantee OPERATOR(pg_catalog.<>) 0 THEN pg_catalog.pg_get_userbyid(g.grantee) END AS "grantee",
       pg_catalog.lower(g.privilege_type) AS "privilege",
       g."column" AS "column",
       pg_catalog.pg_get_userbyid(g.grantor) AS "grantor",
       g.is_grantable AS "is_grantable"
FROM granted AS g
WHERE ($1::pg_catalog.text IS NULL OR true)
ORDER BY 2 NULLS FIRST, g.number, g.privilege_type, 5
