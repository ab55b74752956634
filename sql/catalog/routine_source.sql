-- The statement that makes one function or procedure ($2, its oid) again, replacing it: null of an aggregate, which has no such
-- statement. Without a routine there are no rows. $1 narrows nothing.
SELECT p.oid AS "oid",
       n.nspname AS "schema",
       p.proname AS "name",
       CASE WHEN p.prokind OPERATOR(pg_catalog.=) 'p' THEN 'procedure'
            WHEN p.prokind OPERATOR(pg_catalog.=) 'a' THEN 'aggregate'
            WHEN p.prokind OPERATOR(pg_catalog.=) 'w' THEN 'window'
            ELSE 'function' END AS "kind",
       -- As a name in DROP and ALTER wants it.
       pg_catalog.concat(pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(p.proname), '(',
                         pg_catalog.pg_get_function_identity_arguments(p.oid), ')') AS "signature",
       CASE WHEN p.prokind OPERATOR(pg_catalog.<>) 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END AS "source"
FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
WHERE p.oid OPERATOR(pg_catalog.=) $2::pg_catalog.oid
  AND ($1::pg_catalog.text IS NULL OR true)
