-- studio.current_account(): the account linked to session_user, and to nothing else.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

CREATE ROLE regress_studio_alice LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_bob LOGIN IN ROLE studio_login;
GRANT regress_studio_bob TO regress_studio_alice;
SELECT studio.login_link('regress_studio_alice') IS NOT NULL AND studio.login_link('regress_studio_bob') IS NOT NULL AS made;
CREATE FUNCTION public.regress_studio_who() RETURNS text LANGUAGE sql
    AS $$ SELECT coalesce((SELECT a.name FROM studio.account a WHERE a.id = studio.current_account()), 'nobody') $$;

-- The superuser has no account yet.
SELECT studio.current_account() IS NULL;

SET SESSION AUTHORIZATION regress_studio_alice;
SELECT public.regress_studio_who();
-- Becoming another role changes nothing, and no setting says who one is.
SET ROLE regress_studio_bob;
SELECT public.regress_studio_who();
RESET ROLE;
SET studio.current_account = 'x';
SELECT public.regress_studio_who();
RESET SESSION AUTHORIZATION;

-- A function with its owner's rights still speaks for the one who calls it.
ALTER FUNCTION public.regress_studio_who() OWNER TO regress_studio_bob;
ALTER FUNCTION public.regress_studio_who() SECURITY DEFINER;
SET SESSION AUTHORIZATION regress_studio_alice;
SELECT public.regress_studio_who();
RESET SESSION AUTHORIZATION;

-- In a parallel worker it cannot be called, nor by a function that pretends to be safe there.
CREATE FUNCTION public.regress_studio_parallel() RETURNS boolean LANGUAGE sql PARALLEL SAFE
    AS 'SELECT studio.current_account() IS NULL';
CREATE TABLE public.regress_studio_rows AS SELECT n FROM generate_series(1, 1000) n;
GRANT SELECT ON public.regress_studio_rows TO regress_studio_alice;
SET SESSION AUTHORIZATION regress_studio_alice;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET force_parallel_mode = on;
SET parallel_leader_participation = off;
SELECT DISTINCT public.regress_studio_parallel() AS is_nobody FROM public.regress_studio_rows;
RESET ALL;
RESET SESSION AUTHORIZATION;

-- Disabled, unlinked, gone: nobody.
UPDATE studio.account SET disabled_at = now() WHERE role = 'regress_studio_alice'::regrole;
SET SESSION AUTHORIZATION regress_studio_alice;
SELECT studio.current_account() IS NULL;
RESET SESSION AUTHORIZATION;
UPDATE studio.account SET disabled_at = NULL, role = NULL WHERE role = 'regress_studio_alice'::regrole;
SET SESSION AUTHORIZATION regress_studio_alice;
SELECT studio.current_account() IS NULL;
RESET SESSION AUTHORIZATION;

DELETE FROM studio.account;
DROP TABLE public.regress_studio_rows;
DROP FUNCTION public.regress_studio_who(), public.regress_studio_parallel();
DROP ROLE regress_studio_alice, regress_studio_bob;
