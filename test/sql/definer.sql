-- R-35: functions with their owner's rights are few, and every function pins its search_path.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SELECT p.oid::regprocedure AS with_owners_rights FROM pg_proc p
WHERE p.pronamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND p.prosecdef ORDER BY 1;
SELECT p.oid::regprocedure AS without_pinned_search_path, p.proconfig FROM pg_proc p
WHERE p.pronamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace)
  AND coalesce(p.proconfig, '{}') <> ARRAY['search_path=pg_catalog, pg_temp'] ORDER BY 1;
-- None may run in a parallel worker, which does not know whom it works for.
SELECT p.oid::regprocedure AS parallel_safe FROM pg_proc p
WHERE p.pronamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND p.proparallel = 's' ORDER BY 1;
