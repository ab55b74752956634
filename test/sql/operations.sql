-- R-05: every operation that people may ask for, for everybody, on the north's things: ok or the error's code. ST006 where it does not
-- exist for them, 42501 where it is more than they may. Operations of the gateway alone are 42501 to all.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter
\set ECHO none
\set QUIET on
CREATE FUNCTION public.with_north(json text) RETURNS text LANGUAGE sql
    AS $$ SELECT replace(replace(replace($1, '$north', '11111111-0000-4000-8000-000000000001'), '$vera', public.account('vera')::text), '$olga', public.account('olga')::text) $$;
CREATE TABLE public.asked (n serial, operation text, argument text);
INSERT INTO public.asked (operation, argument) VALUES
    ('me', '{}'), ('update_account', '{"name":"x"}'), ('delete_account', '{}'),
    ('list_organizations', '{}'), ('create_organization', '{"name":"x"}'), ('read_organization', '{"id":"$north"}'),
    ('update_organization', '{"id":"$north","name":"x"}'), ('delete_organization', '{"id":"$north"}'),
    ('list_members', '{"organization_id":"$north"}'),
    ('update_member', '{"organization_id":"$north","account_id":"$vera","role":"editor"}'),
    ('update_member', '{"organization_id":"$north","account_id":"$vera","role":"owner"}'),
    ('update_member', '{"organization_id":"$north","account_id":"$olga","role":"viewer"}'),
    ('delete_member', '{"organization_id":"$north","account_id":"$vera"}'),
    ('delete_member', '{"organization_id":"$north","account_id":"$olga"}'),
    ('list_invitations', '{"organization_id":"$north"}'),
    ('create_invitation', '{"organization_id":"$north","role":"admin"}'), ('create_invitation', '{"organization_id":"$north","role":"owner"}'),
    ('delete_invitation', '{"id":"eeeeeeee-0000-4000-8000-000000000001"}'),
    ('create_member_link', '{"organization_id":"$north","account_id":"$vera"}'),
    ('list_sessions', '{}'), ('delete_sessions', '{}'), ('delete_session', '{"id":"eeeeeeee-0000-4000-8000-000000000001"}'),
    ('list_tokens', '{}'), ('create_token', '{"name":"x","scopes":["read"]}'), ('delete_token', '{"id":"eeeeeeee-0000-4000-8000-000000000001"}'),
    ('list_connections', '{}'), ('connection_defaults', '{}'), ('read_connection', '{"id":"cccccccc-0000-4000-8000-000000000001"}'),
    ('create_connection', '{"organization_id":"$north","kind":"postgres","name":"x","host":"db.example.org","user":"u","database":"d"}'),
    ('test_connection', '{"organization_id":"$north","kind":"postgres","name":"x","host":"db.example.org","user":"u","database":"d"}'),
    ('update_connection', '{"id":"cccccccc-0000-4000-8000-000000000001","name":"x"}'),
    ('delete_connection', '{"id":"cccccccc-0000-4000-8000-000000000001"}'),
    ('connection_grant', '{"id":"cccccccc-0000-4000-8000-000000000001"}'), ('connection_grant', '{"id":"dddddddd-0000-4000-8000-000000000001"}'),
    ('connection_status', '{"id":"cccccccc-0000-4000-8000-000000000001"}'), ('session_state', '{"session_id":"eeeeeeee-0000-4000-8000-000000000001"}'),
    ('refresh_session', '{"session_id":"eeeeeeee-0000-4000-8000-000000000001","counter":1}'), ('end_session', '{"session_id":"eeeeeeee-0000-4000-8000-000000000001"}'),
    ('list_history', '{}'), ('list_history', '{"scope":"organization","organization_id":"$north"}'),
    ('list_audit', '{}'), ('list_audit', '{"scope":"organization","organization_id":"$north"}'), ('list_audit', '{"scope":"sign_ins","organization_id":"$north"}'),
    ('list_saved_queries', '{"organization_id":"$north"}'),
    ('read_saved_query', '{"id":"aaaaaaaa-0000-4000-8000-000000000001"}'), ('read_saved_query', '{"id":"bbbbbbbb-0000-4000-8000-000000000001"}'),
    ('create_saved_query', '{"organization_id":"$north","name":"x","sql":"x"}'), ('create_saved_query', '{"organization_id":"$north","name":"x","sql":"x","is_shared":true}'),
    ('update_saved_query', '{"id":"aaaaaaaa-0000-4000-8000-000000000001","sql":"x"}'), ('update_saved_query', '{"id":"aaaaaaaa-0000-4000-8000-000000000001","is_shared":false}'),
    ('update_saved_query', '{"id":"bbbbbbbb-0000-4000-8000-000000000001","sql":"x"}'),
    ('delete_saved_query', '{"id":"aaaaaaaa-0000-4000-8000-000000000001"}'), ('delete_saved_query', '{"id":"bbbbbbbb-0000-4000-8000-000000000001"}'),
    ('list_saved_query_versions', '{"id":"aaaaaaaa-0000-4000-8000-000000000001"}'), ('list_saved_query_versions', '{"id":"bbbbbbbb-0000-4000-8000-000000000001"}'),
    ('read_saved_query_version', '{"id":"aaaaaaaa-0000-4000-8000-000000000001","version":1}'), ('read_saved_query_version', '{"id":"bbbbbbbb-0000-4000-8000-000000000001","version":1}'),
    ('list_named_views', '{"connection_id":"cccccccc-0000-4000-8000-000000000001","relation_schema":"public","relation_name":"film"}'),
    ('read_named_view', '{"id":"88888888-0000-4000-8000-000000000001"}'), ('read_named_view', '{"id":"99999999-0000-4000-8000-000000000001"}'),
    ('create_named_view', '{"connection_id":"cccccccc-0000-4000-8000-000000000001","relation_schema":"public","relation_name":"film","name":"x","view":{}}'), ('create_named_view', '{"connection_id":"cccccccc-0000-4000-8000-000000000001","relation_schema":"public","relation_name":"film","name":"x","view":{},"is_shared":true}'),
    ('update_named_view', '{"id":"88888888-0000-4000-8000-000000000001","name":"x"}'), ('update_named_view', '{"id":"88888888-0000-4000-8000-000000000001","is_shared":false}'),
    ('update_named_view', '{"id":"99999999-0000-4000-8000-000000000001","view":{}}'),
    ('delete_named_view', '{"id":"88888888-0000-4000-8000-000000000001"}'), ('delete_named_view', '{"id":"99999999-0000-4000-8000-000000000001"}'),
    ('activity_rights', '{"id":"$north","roles":[]}'),
    ('list_folders', '{"organization_id":"$north"}'), ('create_folder', '{"organization_id":"$north","name":"x","is_shared":true}'),
    ('update_folder', '{"id":"ffffffff-0000-4000-8000-000000000001","name":"x"}'), ('delete_folder', '{"id":"ffffffff-0000-4000-8000-000000000001"}'),
    ('redeem_link', '{}'), ('begin_session', '{}'), ('read_invitation', '{}'), ('accept_invitation', '{}'), ('password_of', '{}'), ('use_token', '{}'),
    ('set_password', '{}'), ('append_history', '{}'), ('prune_history', '{}'), ('append_audit', '{}'), ('prune_audit', '{}');
\set QUIET off
\set ECHO all
SELECT operation, argument, nemo, otto, vera, edda, adam, olga, sven FROM public.asked,
    LATERAL public.attempts(true, format('SELECT studio_private.%s(%L::jsonb)', operation, public.with_north(argument))) ORDER BY n;

-- In psql studio.operation answers the same, but for those of the gateway (22023) and what gives out the encrypted password.
SELECT operation, s.vera, p.vera AS vera_in_psql, s.olga, p.olga AS olga_in_psql, s.sven, p.sven AS sven_in_psql FROM public.asked,
    LATERAL public.attempts(true, format('SELECT studio_private.%s(%L::jsonb)', operation, public.with_north(argument))) s,
    LATERAL public.attempts(false, format('SELECT studio.operation(%L, %L)', operation, public.with_north(argument))) p
WHERE (s.otto, s.vera, s.edda, s.adam, s.olga, s.sven) IS DISTINCT FROM (p.otto, p.vera, p.edda, p.adam, p.olga, p.sven) ORDER BY n;

-- Operations without a line here.
SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'studio_private'::regnamespace AND obj_description(p.oid, 'pg_proc') LIKE 'Operation %'
  AND p.proname NOT IN (SELECT operation FROM public.asked) ORDER BY 1;
DROP TABLE public.asked;
DROP FUNCTION public.with_north(text);
\i :leave
