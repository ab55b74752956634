\set ECHO none
\set QUIET on
-- Clears away what enter.sql made.
RESET SESSION AUTHORIZATION;
DELETE FROM studio.organization;
DELETE FROM studio.account;
DELETE FROM studio.query_history;
DELETE FROM studio.audit_event;
DROP FUNCTION public.account(text), public.furnish(uuid, text), public.attempt(text, boolean, text), public.attempts(boolean, text),
    public.ask(text, text, jsonb), public.plan(text);
DROP ROLE regress_studio_olga, regress_studio_adam, regress_studio_edda, regress_studio_vera, regress_studio_sven, regress_studio_otto, regress_studio_nemo;
\set QUIET off
\set ECHO all
