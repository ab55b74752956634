-- R-31: what PUBLIC and the roles of studio may do: listed whole, so that a change is seen.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

-- PUBLIC: nothing at all.
SELECT p.oid::regprocedure AS callable_by_public FROM pg_proc p
WHERE p.pronamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND has_function_privilege('public', p.oid, 'EXECUTE')
ORDER BY 1;
SELECT c.oid::regclass AS open_to_public, right_name FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) right_name
WHERE c.relnamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND c.relkind IN ('r', 'v', 'm')
  AND has_table_privilege('public', c.oid, right_name)
ORDER BY 1, 2;
SELECT n.nspname, right_name FROM pg_namespace n, unnest(ARRAY['USAGE', 'CREATE']) right_name
WHERE n.nspname LIKE 'studio%' AND has_schema_privilege('public', n.oid, right_name);

-- Nobody but the owner creates there, attaches triggers or references keys.
SELECT n.nspname, r.rolname FROM pg_namespace n, pg_roles r
WHERE n.nspname LIKE 'studio%' AND NOT r.rolsuper AND has_schema_privilege(r.oid, n.oid, 'CREATE') ORDER BY 1, 2;
SELECT c.oid::regclass, r.rolname, right_name FROM pg_class c, pg_roles r, unnest(ARRAY['TRIGGER', 'REFERENCES', 'TRUNCATE']) right_name
WHERE c.relnamespace = 'studio'::regnamespace AND c.relkind = 'r' AND NOT r.rolsuper
  AND has_table_privilege(r.oid, c.oid, right_name) ORDER BY 1, 2, 3;

-- Who reads and writes which table.
SELECT c.relname, r.rolname, string_agg(right_name, ' ' ORDER BY right_name) AS rights
FROM pg_class c, pg_roles r, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) right_name
WHERE c.relnamespace = 'studio'::regnamespace AND c.relkind = 'r' AND r.rolname LIKE 'studio%' AND has_table_privilege(r.oid, c.oid, right_name)
GROUP BY 1, 2 ORDER BY 1, 2;

-- Who calls which function.
SELECT p.oid::regprocedure AS function, string_agg(r.rolname, ' ' ORDER BY r.rolname) AS callers
FROM pg_proc p LEFT JOIN pg_roles r ON r.rolname IN ('studio_login', 'studio_service', 'pg_read_all_stats') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
WHERE p.pronamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace)
GROUP BY 1 ORDER BY 1;
