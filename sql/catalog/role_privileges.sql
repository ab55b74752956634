-- What one role ($2, its oid) was granted by name in this database: on the database, schemas, relations, routines; at most 2000.
-- "identity" is the object as GRANT writes it. What it has by a membership, by PUBLIC or as an owner is not among them. Without a
-- role there are no rows. $1 narrows nothing.
WITH granted AS (
    SELECT 'database' AS kind, 1 AS place, pg_catalog.quote_ident(d.datname) AS identity, NULL::pg_catalog.name AS schema, NULL::pg_catalog.name AS name, a.*
    FROM pg_catalog.pg_database AS d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) AS a
    WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database() AND d.datdba OPERATOR(pg_catalog.<>) $2::pg_catalog.oid
    UNION ALL
    SELECT 'schema', 2, pg_catalog.quote_ident(n.nspname), n.nspname, NULL, a.*
    FROM pg_catalog.pg_namespace AS n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) AS a
    WHERE n.nspowner OPERATOR(pg_catalog.<>) $2::pg_catalog.oid
    UNION ALL
    SELECT CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'S' THEN 'sequence' ELSE 'table' END, 3,
           pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname)), n.nspname, c.relname, a.*
    FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
        CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS a
    WHERE c.relowner OPERATOR(pg_catalog.<>) $2::pg_catalog.oid
    UNION ALL
    SELECT CASE WHEN p.prokind OPERATOR(pg_catalog.=) 'p' THEN 'procedure' ELSE 'function' END, 4,
           pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(p.proname), '(', pg_catalog.pg_get_function_identity_arguments(p.oid), ')'),
           n.nspname, NULL, a.*
    FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
        CROSS JOIN LATERAL pg_catalog.aclexplode(p.proacl) AS a
    WHERE p.proowner OPERATOR(pg_catalog.<>) $2::pg_catalog.oid
)
SELECT g.kind AS "kind",
       g.identity AS "identity",
       g.schema AS "schema",
       g.name AS "name",
       pg_catalog.lower(g.privilege_type) AS "privilege",
       pg_catalog.pg_get_userbyid(g.grantor) AS "grantor",
       g.is_grantable AS "is_grantable"
FROM granted AS g
WHERE g.grantee OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND ($1::pg_catalog.text IS NULL OR true)
ORDER BY g.place, g.identity, g.privilege_type
LIMIT 2000
