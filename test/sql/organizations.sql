-- Organizations and their members: founding, roles, the last owner, leaving, and what goes with whom.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\set as_the_gateway :tests '/cast/as_the_gateway.sql'
\i :enter

-- Founding a team: its first owner is who asked. A name is wanted, and no more.
SELECT public.ask('otto', 'create_organization', '{"name":"west"}') - '{id,created_at}'::text[] AS made;
SELECT public.ask('otto', 'create_organization', '{}');
SELECT public.ask('otto', 'create_organization', '{"name":""}');
SELECT public.ask('otto', 'create_organization', '{"name":"x","owner":"x"}');
SELECT public.ask('otto', 'create_organization', '{"name":7}');
SELECT public.ask('otto', 'read_organization', '{"id":"x"}');
SELECT o ->> 'name' AS name, o ->> 'is_personal' AS is_personal, o ->> 'role' AS role, o ->> 'member_count' AS members
FROM jsonb_array_elements(public.ask('otto', 'list_organizations') -> 'items') o;
SELECT id AS west FROM studio.organization WHERE name = 'west' \gset
SELECT public.ask('otto', 'update_organization', jsonb_build_object('id', :'west', 'history_days', 30)) - '{id,created_at}'::text[] AS changed;
SELECT public.ask('otto', 'update_organization', jsonb_build_object('id', :'west', 'history_days', 0));

-- The last owner stays, by every way; an owner among others may go.
SELECT public.ask('olga', 'delete_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('olga')));
SELECT public.ask('olga', 'update_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('olga'), 'role', 'admin'));
SELECT public.ask('olga', 'delete_account');
DELETE FROM studio.member WHERE organization_id = :north AND role = 'owner';
DELETE FROM studio.account WHERE id = public.account('olga');
SELECT public.ask('olga', 'update_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('adam'), 'role', 'owner')) ->> 'role' AS adam_is;
SELECT public.ask('olga', 'update_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('olga'), 'role', 'viewer')) ->> 'role' AS olga_is;
SELECT public.ask('olga', 'update_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('olga'), 'role', 'owner'));
SELECT public.ask('adam', 'delete_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('adam')));

-- Members page by page, the latest first.
SELECT m ->> 'name' AS name, m ->> 'role' AS role FROM jsonb_array_elements(public.ask('vera', 'list_members', jsonb_build_object('organization_id', :north)) -> 'items') m ORDER BY 1;
SELECT public.ask('vera', 'list_members', jsonb_build_object('organization_id', :north, 'limit', 3)) AS page \gset
SELECT public.ask('vera', 'list_members', jsonb_build_object('organization_id', :north, 'limit', 3, 'after', :'page'::jsonb ->> 'next')) AS last_page \gset
SELECT jsonb_array_length(:'page'::jsonb -> 'items') AS on_first, jsonb_array_length(:'last_page'::jsonb -> 'items') AS on_last, :'last_page'::jsonb -> 'next' AS next,
    (SELECT count(DISTINCT m -> 'account_id') FROM jsonb_array_elements(:'page'::jsonb -> 'items' || (:'last_page'::jsonb -> 'items')) m) AS different;
SELECT public.ask('vera', 'list_members', jsonb_build_object('organization_id', :north, 'after', 'nonsense'));
SELECT public.ask('vera', 'list_members', jsonb_build_object('organization_id', :north, 'limit', 501));

-- Whoever leaves sees nothing more; what he shared stays, what was his alone comes back with him.
SELECT public.ask('edda', 'create_saved_query', jsonb_build_object('organization_id', :north, 'name', 'of edda, shared', 'sql', 'x', 'is_shared', true)) ->> 'name' AS kept;
SELECT public.ask('edda', 'create_saved_query', jsonb_build_object('organization_id', :north, 'name', 'of edda, private', 'sql', 'x')) ->> 'name' AS kept;
SELECT public.ask('edda', 'delete_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('edda')));
SELECT public.attempt('edda', false, 'SELECT FROM studio.saved_query') AS saved_queries, public.attempt('edda', false, 'SELECT FROM studio.query_history') AS history,
       public.attempt('edda', false, 'SELECT FROM studio.connection') AS connections;
SELECT name FROM studio.saved_query WHERE name LIKE 'of edda%' ORDER BY 1;

-- An account that is deleted: its own organization, private queries, tokens and sign-ins go; the history of the team stays without the name.
SELECT public.ask('edda', 'delete_account');
SELECT name, account_id FROM studio.saved_query WHERE name LIKE 'of edda%' ORDER BY 1;
SELECT count(*) AS of_nobody_known FROM studio.query_history h WHERE NOT EXISTS (SELECT FROM studio.account a WHERE a.id = h.account_id);
SELECT h ->> 'sql' AS sql, h -> 'account' AS account FROM jsonb_array_elements(public.ask('adam', 'list_history', jsonb_build_object('scope', 'organization', 'organization_id', :north)) -> 'items') h WHERE jsonb_typeof(h -> 'account') = 'null';
-- Teams in which nobody else was go with it.
SELECT public.ask('otto', 'delete_account');
SELECT count(*) AS west_is_gone FROM studio.organization WHERE name = 'west';

-- An organization that is deleted takes its connections, secrets, invitations and queries; the personal one cannot be.
SELECT public.ask('sven', 'delete_organization', jsonb_build_object('id', (SELECT id FROM studio.organization WHERE personal_account_id = public.account('sven'))));
SELECT public.ask('sven', 'delete_organization', jsonb_build_object('id', :south));
SELECT relname FROM pg_class, LATERAL (SELECT public.attempt('postgres', false, format('SELECT FROM studio.%I t WHERE t::text ~ ''south|000000000002''', relname)) AS left_over) l
WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r' AND left_over <> '0';
-- What it ran is nobody's to see now, and goes with the next pruning; that it is gone is kept.
SELECT public.attempt('sven', false, 'SELECT FROM studio.query_history') AS seen;
\i :as_the_gateway
SELECT studio_private.prune_history('{}') AS history, studio_private.prune_audit('{}') ->> 'deleted' <> '0' AS audit;
SELECT DISTINCT action FROM studio.audit_event WHERE subject_id = :south;
ROLLBACK;
\i :leave
