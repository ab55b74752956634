-- Functions, procedures, aggregates and window functions. $2 narrows nothing.
SELECT p.oid AS "oid",
       n.nspname AS "schema",
       p.proname AS "name",
       CASE WHEN p.prokind OPERATOR(pg_catalog.=) 'p' THEN 'procedure'
            WHEN p.prokind OPERATOR(pg_catalog.=) 'a' THEN 'aggregate'
            WHEN p.prokind OPERATOR(pg_catalog.=) 'w' THEN 'window'
            ELSE 'function' END AS "kind",
       pg_catalog.pg_get_function_arguments(p.oid) AS "arguments",
       pg_catalog.pg_get_function_result(p.oid) AS "returns",
       l.lanname AS "language",
       CASE WHEN p.provolatile OPERATOR(pg_catalog.=) 'i' THEN 'immutable'
            WHEN p.provolatile OPERATOR(pg_catalog.=) 's' THEN 'stable'
            ELSE 'volatile' END AS "volatility",
       p.prosecdef AS "is_security_definer",
       pg_catalog.pg_get_userbyid(p.proowner) AS "owner",
       d.description AS "comment"
FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) p.pronamespace
    JOIN pg_catalog.pg_language AS l ON l.oid OPERATOR(pg_catalog.=) p.prolang
    LEFT JOIN pg_catalog.pg_description AS d
        ON d.objoid OPERATOR(pg_catalog.=) p.oid AND d.classoid OPERATOR(pg_catalog.=) 1255 AND d.objsubid OPERATOR(pg_catalog.=) 0
WHERE ($1::pg_catalog.text IS NULL OR n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text)
  AND ($2::pg_catalog.oid IS NULL OR true)
  AND ($1::pg_catalog.text IS NOT NULL
       OR NOT (pg_catalog.starts_with(n.nspname, 'pg_') OR n.nspname OPERATOR(pg_catalog.=) 'information_schema')
       OR n.oid OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema())
ORDER BY n.nspname, p.proname, p.oid
