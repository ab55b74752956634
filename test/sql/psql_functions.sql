-- What people call in psql: the same operations, for oneself and as oneself only.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter

SET SESSION AUTHORIZATION regress_studio_otto;
-- Settings that change how our own functions would be read change nothing.
SET standard_conforming_strings = off; SET escape_string_warning = off; SET transform_null_equals = on; SET bytea_output = 'escape'; SET datestyle = 'German';
SELECT studio.operation('create_organization', '{"name":"x","owner":"x"}');
SELECT studio.operation('create_token', '{"name":"x","scopes":["read"]}') ->> 'token' ~ '^stp_[A-Za-z0-9_-]{43}$' AS token;
RESET ALL;
-- An error that is caught leaves one as who one was.
DO $$BEGIN
    PERFORM studio.operation('create_organization', '{}');
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE '% %: %', current_user, session_user, SQLERRM;
END$$;
SELECT current_user;
SELECT studio.create_organization('west') AS west \gset
SELECT regexp_replace(studio.invite(:'west', 'editor', 'w@example.org'), '[A-Za-z0-9_-]{43}$', '<43 characters>') ~ '/join#invitation=<43 characters>$' AS url;
SELECT studio.invite(:north);
SELECT studio.create_connection('mine') IS NOT NULL AS made;
SELECT studio.create_connection('not mine', role => 'regress_studio_olga');
SELECT organization, name, kind, target, role, is_read_only FROM studio.connections();
SELECT name, role, is_disabled, organizations FROM studio.accounts();
SELECT method, user_agent FROM studio.sessions();
SELECT studio.revoke_session(id) FROM studio.sessions();
SELECT count(*) FROM studio.sessions();
SELECT studio.operation('list_tokens') #>> '{items,0,name}' AS token;
SELECT studio.operation('nonsense');
SELECT studio.operation('connection_grant', '{}');
-- Making accounts and linking roles is for superusers.
SELECT studio.create_account('x');
SELECT studio.link_role(studio.current_account(), 'postgres');
SELECT studio.account_link(studio.current_account());
RESET SESSION AUTHORIZATION;

SET SESSION AUTHORIZATION regress_studio_olga;
SELECT studio.set_member_role(:north, id, 'admin') FROM studio.accounts() WHERE name = 'regress_studio_vera';
SELECT studio.remove_member(:north, id) FROM studio.accounts() WHERE name = 'regress_studio_edda';
SELECT name, organizations FROM studio.accounts();
SELECT organization, name, target, role, is_read_only FROM studio.connections();
-- Code of somebody else that runs with that one's rights does not speak for her.
RESET SESSION AUTHORIZATION;
CREATE FUNCTION public.trap() RETURNS json LANGUAGE sql SECURITY DEFINER AS $$ SELECT studio.operation('create_organization', '{"name":"trapped"}') $$;
ALTER FUNCTION public.trap() OWNER TO regress_studio_sven;
SET SESSION AUTHORIZATION regress_studio_olga;
SELECT public.trap();
BEGIN READ ONLY;
SELECT studio.create_organization('x');
ROLLBACK;
RESET SESSION AUTHORIZATION;
DROP FUNCTION public.trap();
-- Nor does an index that a superuser works on.
CREATE TABLE public.trap (n integer);
CREATE FUNCTION public.trap(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$BEGIN PERFORM studio.operation('me'); RETURN 1; END$$;
ALTER TABLE public.trap OWNER TO regress_studio_sven;
INSERT INTO public.trap VALUES (1);
CREATE INDEX ON public.trap (public.trap(n));
DROP TABLE public.trap;
DROP FUNCTION public.trap(integer);

-- The superuser's.
SELECT studio.create_account('nora', 'nora@example.org') AS nora, studio.create_account('nemo', role => 'regress_studio_nemo') IS NOT NULL AS linked \gset
SELECT studio.create_account('nemo again', role => 'regress_studio_nemo');
SELECT studio.create_account('x', role => 'studio_service');
SELECT studio.create_account('x', role => 'studio_login');
SELECT studio.create_account('x', role => 'regress_studio_nobody');
SELECT studio.create_account('x', 'not an address');
SELECT studio.create_account('x', 'NORA@example.org');
SELECT studio.link_role(public.account('nemo'), NULL);
SELECT studio.link_role(:'nora', 'regress_studio_nemo');
SELECT studio.link_role(gen_random_uuid(), 'regress_studio_nemo');
SET SESSION AUTHORIZATION regress_studio_nemo;
SELECT name, email, role FROM studio.accounts();
RESET SESSION AUTHORIZATION;
SELECT studio.account_link(:'nora') ~ '/sign-in#link=[A-Za-z0-9_-]{43}$' AS url;
SELECT studio.account_link(gen_random_uuid());
-- He speaks for his own account, which is none here; the tables are open to him.
SELECT studio.create_organization('x');
SELECT count(*) FROM studio.accounts();
-- Everybody's sign-ins are his to end.
SELECT studio.revoke_session(id) FROM studio.session WHERE account_id = public.account('vera');
SELECT count(*) FROM studio.session WHERE account_id = public.account('vera');
SELECT studio.revoke_session(gen_random_uuid());
\i :leave
