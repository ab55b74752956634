-- Staying signed in: rotation, the ten seconds of grace, reuse, the end. Only the service worker may begin a sign-in.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

CREATE ROLE regress_studio_alice LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_bob LOGIN IN ROLE studio_login;
SELECT count(studio.login_link(rolname)) FROM pg_roles WHERE rolname LIKE 'regress_studio_%';
GRANT studio_service TO regress_studio_alice, regress_studio_bob;
INSERT INTO studio.session (id, account_id, address) SELECT '11111111-1111-4111-8111-111111111111', id, '10.0.0.1' FROM studio.account WHERE name = 'regress_studio_alice';
\set session '{"session_id":"11111111-1111-4111-8111-111111111111"}'

-- Nobody but the service worker begins one, though he had become its role.
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.redeem_link('{"link_hash":"00","session_id":"22222222-2222-4222-8222-222222222222"}');
SELECT studio_private.begin_session('{"role_oid":10,"session_id":"22222222-2222-4222-8222-222222222222"}');
SELECT studio_private.issue_login_link(10, '\x00');
SELECT studio_private.account_of_role(10);

SELECT studio_private.session_state(:'session') ->> 'live' AS live;
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":1}') ->> 'counter' AS successor;
-- Two tabs that reload together: the same successor.
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":1}') ->> 'counter' AS same_successor;
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":2}') ->> 'counter' AS next;
SELECT studio_private.refresh_session(:'session'::jsonb || '{}');
RESET SESSION AUTHORIZATION;

-- Another's is as if it did not exist.
SET SESSION AUTHORIZATION regress_studio_bob; SET ROLE studio_service;
SELECT studio_private.session_state(:'session');
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":3}');
SELECT studio_private.end_session(:'session');
RESET SESSION AUTHORIZATION;
SELECT count(*) AS still_there FROM studio.session;

-- A token two exchanges old ends the sign-in; the answer is NULL because an error would undo that.
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":1}') IS NULL AS reuse;
SELECT studio_private.session_state(:'session');
RESET SESSION AUTHORIZATION;

-- So does the previous one after ten seconds.
INSERT INTO studio.session (id, account_id, counter, rotated_at) SELECT '11111111-1111-4111-8111-111111111111', id, 5, now() - INTERVAL '11 seconds' FROM studio.account WHERE name = 'regress_studio_alice';
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":4}') IS NULL AS too_late;
RESET SESSION AUTHORIZATION;
SELECT count(*) AS left FROM studio.session;

-- A counter ahead of ours (a failover lost our last exchange) is as good as the present one.
INSERT INTO studio.session (id, account_id, counter) SELECT '11111111-1111-4111-8111-111111111111', id, 5 FROM studio.account WHERE name = 'regress_studio_alice';
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.refresh_session(:'session'::jsonb || '{"counter":8}') ->> 'counter' AS counter;
SELECT studio_private.end_session(:'session');
SELECT studio_private.end_session(:'session');
RESET SESSION AUTHORIZATION;
SELECT count(*) AS left FROM studio.session;

-- Expired, or its account disabled: ended.
INSERT INTO studio.session (id, account_id, expires_at) SELECT '11111111-1111-4111-8111-111111111111', id, now() FROM studio.account WHERE name = 'regress_studio_alice';
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.session_state(:'session');
RESET SESSION AUTHORIZATION;

-- Fifty sign-ins an account.
SELECT count(studio_private.start_session(id, jsonb_build_object('session_id', gen_random_uuid(), 'user_agent', repeat('x', 999))))
FROM studio.account, generate_series(1, 60) WHERE name = 'regress_studio_alice';
SELECT count(*), max(length(user_agent)) FROM studio.session;

REVOKE studio_service FROM regress_studio_alice, regress_studio_bob;
DELETE FROM studio.account;
DROP ROLE regress_studio_alice, regress_studio_bob;
