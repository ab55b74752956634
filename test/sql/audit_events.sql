-- The audit trail: what triggers write of each change, never a secret; who sees what of it; pruning.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\set as_the_gateway :tests '/cast/as_the_gateway.sql'
\i :enter
DELETE FROM studio.audit_event;
SELECT public.ask('olga', 'update_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('vera'), 'role', 'editor')) ->> 'role' AS role;
SELECT public.ask('adam', 'update_connection', '{"id":"cccccccc-0000-4000-8000-000000000001","name":"renamed","environment":"production"}') ->> 'name' AS name;
SELECT public.ask('adam', 'update_connection', '{"id":"cccccccc-0000-4000-8000-000000000001","name":"renamed"}') ->> 'name' AS nothing_changed;
SELECT public.ask('adam', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'viewer')) ? 'token' AS invited;
SELECT public.ask('vera', 'create_token', '{"name":"ci","scopes":["read"]}') ? 'token' AS made;
UPDATE studio.credential SET password_hash = 'scrypt$other' WHERE account_id = public.account('edda');
UPDATE studio.account SET disabled_at = '2026-01-01' WHERE id = public.account('edda');
INSERT INTO studio.session (id, account_id, address, user_agent) VALUES (gen_random_uuid(), public.account('vera'), '10.0.0.1', 'a browser');
DELETE FROM studio.organization WHERE id = :south;
SELECT o.name AS organization, a.name AS account, e.role_name, e.action, e.subject_name, e.detail - 'expires_at' AS detail, e.address
FROM studio.audit_event e LEFT JOIN studio.organization o ON o.id = e.organization_id LEFT JOIN studio.account a ON a.id = e.account_id ORDER BY e.occurred_at;
SELECT count(*) AS secrets FROM studio.audit_event e WHERE e::text ~ 'hash|scrypt|ciphertext';

-- Admins see the organization's, owners also their members' sign-ins, everybody what he did himself.
SELECT kind, a.* FROM (VALUES ('mine', '{}'::jsonb), ('organization', jsonb_build_object('scope', 'organization', 'organization_id', :north)),
    ('sign_ins', jsonb_build_object('scope', 'sign_ins', 'organization_id', :north))) v (kind, argument),
    LATERAL public.attempts(true, format('SELECT FROM json_array_elements(studio_private.list_audit(%L) -> ''items'')', argument)) a;
SELECT e #>> '{account,name}' AS account, e ->> 'action' AS action, e ->> 'address' AS address FROM jsonb_array_elements(public.ask('olga', 'list_audit', jsonb_build_object('scope', 'sign_ins', 'organization_id', :north)) -> 'items') e;
SELECT e ->> 'action' AS action FROM jsonb_array_elements(public.ask('olga', 'list_audit', jsonb_build_object('scope', 'organization', 'organization_id', :north, 'action', 'connection_changed')) -> 'items') e;

\i :as_the_gateway
-- Each kind of page walks an index in its order, however long the trail is.
INSERT INTO studio.audit_event (organization_id, account_id, action, occurred_at)
SELECT CASE n % 2 WHEN 0 THEN :north::uuid END, CASE n % 3 WHEN 0 THEN public.account('vera') ELSE public.account('adam') END, 'x', now() - n * INTERVAL '1 second' FROM generate_series(1, 20000) n;
ANALYZE studio.audit_event;
SELECT split_part(place, '''', 1) AS place, string_agg(substring(line FROM '(?:Index|Seq|Bitmap Heap) Scan.*on audit_event.*|Sort|Bitmap'), '; ') AS scans
FROM (VALUES ('e.account_id = ' || quote_literal(public.account('vera'))), ('e.organization_id = ' || quote_literal(:north)), ('e.organization_id IS NULL')) v (place),
    public.plan(format('SELECT e.* FROM studio.audit_event e WHERE %s AND (e.occurred_at, e.id) < (''infinity'', %L) ORDER BY e.occurred_at DESC, e.id DESC LIMIT 1000', place, :north)) AS line
GROUP BY 1 ORDER BY 1;
DELETE FROM studio.audit_event WHERE action = 'x';
-- What only the gateway knows.
SELECT public.ask('nemo', 'append_audit', jsonb_build_object('items', jsonb_build_array(
    jsonb_build_object('action', 'sign_in_failed', 'account_id', public.account('vera'), 'address', '10.0.0.2'),
    jsonb_build_object('action', 'ddl', 'account_id', public.account('adam'), 'organization_id', :north, 'subject_name', 'ALTER ROLE a PASSWORD ''geheim'''),
    jsonb_build_object('action', 'export', 'detail', jsonb_build_object('x', repeat(md5('x'), 1000))))));
SELECT public.ask('nemo', 'append_audit', '{"items":[{"action":"NOT A NAME"}]}');
SELECT action, subject_name, address FROM studio.audit_event WHERE action IN ('sign_in_failed', 'ddl', 'export') ORDER BY 1;
UPDATE studio.audit_event SET occurred_at = occurred_at - INTERVAL '2 years' WHERE action IN ('sign_in_failed', 'ddl');
UPDATE studio.organization SET audit_days = 1000 WHERE id = :north;
SELECT public.ask('nemo', 'prune_audit', '{"limit":100}');
SELECT action FROM studio.audit_event WHERE action IN ('sign_in_failed', 'ddl');
ROLLBACK;
\i :leave
