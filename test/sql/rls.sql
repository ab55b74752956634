-- R-05: no table of studio without row-level security, enabled and forced; and nothing that it lets PUBLIC do.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SELECT c.oid::regclass AS table_without_row_security FROM pg_class c
WHERE c.relnamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND c.relkind IN ('r', 'p')
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
ORDER BY 1;
SELECT count(*) > 5 AS there_are_tables FROM pg_class WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r';

-- Every policy is for named roles, and every identity in one is current_account() or a predicate on it.
SELECT tablename, policyname FROM pg_policies WHERE schemaname LIKE 'studio%' AND roles = '{public}' ORDER BY 1, 2;
\pset format unaligned
SELECT tablename, policyname, cmd, roles, regexp_replace(coalesce(qual, with_check), '\s+', ' ', 'g') AS who FROM pg_policies WHERE schemaname LIKE 'studio%' ORDER BY 1, 2;
