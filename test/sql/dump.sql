-- What pg_dump takes along: accounts, organizations, connections and their proofs; never sign-ins or links.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SELECT c.relname, c.oid = ANY (e.extconfig) AS is_dumped FROM pg_class c, pg_extension e
WHERE e.extname = 'studio' AND c.relnamespace = 'studio'::regnamespace AND c.relkind = 'r' ORDER BY 1;
-- Roles are dumped by name: the type of the columns that hold them.
SELECT attrelid::regclass, attname, atttypid::regtype FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'studio'::regnamespace AND c.relkind = 'r' AND atttypid IN ('oid'::regtype, 'regrole'::regtype) AND attnum > 0 ORDER BY 1, 2;
