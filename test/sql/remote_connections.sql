-- Connections to other servers: fields by an allow-list, passwords encrypted and apart, what a viewer is granted, quotas.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter
CREATE FUNCTION public.remote(more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql
    AS $$ SELECT '{"organization_id":"11111111-0000-4000-8000-000000000001","kind":"postgres","name":"shop","host":"db.example.org","user":"app","database":"shop"}'::jsonb || $1 $$;
SELECT '{"secret":{"key_version":1,"nonce":"010203040506070809101112","ciphertext":"00112233445566778899aabbccddeeff0011"}}' AS secret \gset

SELECT public.ask('adam', 'create_connection', public.remote(:'secret'::jsonb || '{"id":"99999999-0000-4000-8000-000000000009","parameters":{"connect_timeout":5},"settings":{"work_mem":"8MB"},"is_transaction_pooling":true}'))
    - '{id,organization_id,created_at,created_by}'::text[] AS made;
-- The id may be given, since the encryption is bound to it; the secret is told to nobody but in the grant.
SELECT public.attempt('adam', false, 'SELECT ciphertext FROM studio.connection_secret') AS in_psql;
SELECT public.ask('vera', 'connection_grant', '{"id":"99999999-0000-4000-8000-000000000009"}') AS to_a_viewer;
SELECT g -> 'is_read_only' AS is_read_only, g -> 'organization_role' AS role FROM public.ask('edda', 'connection_grant', '{"id":"99999999-0000-4000-8000-000000000009"}') g;
SELECT s ->> 'state' AS state, s ->> 'role' AS role FROM public.ask('vera', 'connection_grant', '{"id":"cccccccc-0000-4000-8000-000000000001"}') g, LATERAL (SELECT g || '{"state":"local works"}' AS s) l;

-- R-22: what is not on the list is refused, and so are sockets and odd hosts.
SELECT field, public.attempt('adam', true, format('SELECT studio_private.create_connection(%L)', public.remote(jsonb_build_object(field, value)))) AS outcome
FROM (VALUES ('name', '"ok"'::jsonb), ('passfile', '"/etc/passwd"'), ('service', '"x"'), ('hostaddr', '"127.0.0.1"'), ('options', '"-c x"'), ('sslkey', '"x"'), ('password', '"x"'), ('role', '"postgres"'), ('proven', '{}'),
    ('parameters', '{"sslrootcert":"x"}'), ('parameters', '{"application_name":7}'), ('parameters', '{"target_session_attrs":"any"}'), ('host', '"/tmp"'), ('host', '"@x"'), ('host', '"a,b"'), ('host', '"a b"'), ('host', '""'), ('host', '"::1"'),
    ('port', '0'), ('port', '65536'), ('port', '"5432"'), ('port', '5433'), ('sslmode', '"off"'), ('user', '""'), ('database', 'null'), ('settings', '{"role":"postgres"}'), ('settings', '{"Session_Authorization":"x"}'), ('settings', '{"a;b":"x"}'),
    ('settings', '{"work_mem":1}'), ('settings', '{"app.tenant":"x"}'), ('pool_size', '0'), ('pool_size', '65'), ('row_limit', '-1'), ('row_limit', 'null'), ('timeout_ms', '1.5'), ('kind', '"mysql"'), ('secret', '{"key_version":1}'), ('organization_id', '"22222222-0000-4000-8000-000000000002"')) v (field, value);

-- A password goes to no other server than it was given for: where a connection leads changes, it is forgotten.
SELECT public.ask('adam', 'update_connection', '{"id":"99999999-0000-4000-8000-000000000009","name":"renamed","color":"#112233","database":"other"}') -> 'has_password' AS has_password;
SELECT public.ask('adam', 'update_connection', '{"id":"99999999-0000-4000-8000-000000000009","host":"evil.example.org"}') -> 'has_password' AS has_password;
SELECT public.ask('vera', 'connection_grant', '{"id":"99999999-0000-4000-8000-000000000009"}');
SELECT public.ask('adam', 'update_connection', '{"id":"99999999-0000-4000-8000-000000000009","host":"db.example.org"}'::jsonb || :'secret'::jsonb) -> 'has_password' AS has_password;
SELECT public.ask('adam', 'update_connection', '{"id":"99999999-0000-4000-8000-000000000009","secret":null}') -> 'has_password' AS has_password;
SELECT public.ask('adam', 'update_connection', '{"id":"99999999-0000-4000-8000-000000000009","organization_id":"22222222-0000-4000-8000-000000000002"}');
SELECT public.ask('adam', 'update_connection', '{"id":"cccccccc-0000-4000-8000-000000000001","host":"db.example.org"}');
SELECT c -> 'settings' AS settings, c -> 'row_limit' AS row_limit, c -> 'default_schema' AS default_schema
FROM public.ask('adam', 'update_connection', '{"id":"cccccccc-0000-4000-8000-000000000001","settings":{"statement_timeout":"5s"},"row_limit":500,"default_schema":"sales"}') c;

-- Quotas: the lower of the organization's and the person's; only superusers set them.
INSERT INTO studio.quota (account_id, row_limit, concurrent_statements) VALUES (public.account('edda'), 50, 2);
UPDATE studio.quota SET connections = 3 WHERE organization_id = :north;
SELECT public.ask('edda', 'connection_grant', '{"id":"cccccccc-0000-4000-8000-000000000001"}') -> 'limits' AS of_edda, public.ask('vera', 'connection_grant', '{"id":"cccccccc-0000-4000-8000-000000000001"}') -> 'limits' AS of_vera;
SELECT public.ask('adam', 'create_connection', public.remote());
DROP FUNCTION public.remote(jsonb);
\i :leave
