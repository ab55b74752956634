-- Connections: proof of the role, what stands in the way, and when a proof lapses.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SET password_encryption = 'scram-sha-256';
CREATE ROLE regress_studio_alice LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_reader LOGIN;
CREATE ROLE regress_studio_stranger LOGIN PASSWORD 'one';
CREATE ROLE regress_studio_group NOLOGIN;
CREATE ROLE regress_studio_expired LOGIN VALID UNTIL '2001-01-01';
CREATE ROLE regress_studio_program LOGIN IN ROLE pg_execute_server_program;
CREATE ROLE regress_studio_indirect LOGIN IN ROLE regress_studio_program;
GRANT regress_studio_reader, regress_studio_group, regress_studio_expired, regress_studio_indirect TO regress_studio_alice;
CREATE DATABASE regress_studio_closed;
REVOKE CONNECT ON DATABASE regress_studio_closed FROM PUBLIC;
SELECT studio.login_link('regress_studio_alice') IS NOT NULL AS made;
GRANT studio_service TO regress_studio_alice;
SELECT format('{"role":"regress_studio_stranger","role_oid":%s,"verifier_hash":"%s"}', oid, encode(sha256(rolpassword::bytea), 'hex')) AS proven
FROM pg_authid WHERE rolname = 'regress_studio_stranger' \gset
CREATE FUNCTION public.wish(role text, database text DEFAULT 'contrib_regression', more jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql
    AS $$ SELECT jsonb_build_object('name', role, 'kind', 'local', 'database', database, 'role', role) || more $$;

SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.connection_defaults('{}') ->> 'role' AS role, studio_private.connection_defaults('{}') -> 'roles' AS roles;
-- Her own role, and one that she may SET ROLE to.
SELECT c - '{id,organization_id,created_at,created_by}'::text[] AS connection FROM CAST(studio_private.create_connection(public.wish('regress_studio_alice')) AS jsonb) c;
SELECT studio_private.create_connection(public.wish('regress_studio_reader')) ->> 'needs_proof' AS needs_proof;
-- What stands in the way.
SELECT studio_private.create_connection(public.wish('regress_studio_stranger'));
SELECT studio_private.create_connection(public.wish('regress_studio_nobody'));
SELECT studio_private.create_connection(public.wish('regress_studio_group'));
SELECT studio_private.create_connection(public.wish('regress_studio_expired'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', 'regress_studio_nowhere'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', 'regress_studio_closed'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', 'template0'));
SELECT studio_private.create_connection(public.wish('studio_service'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', more => '{"kind":"mysql"}'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', more => '{"name":""}'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', more => '{"environment":"moon"}'));
SELECT studio_private.create_connection(public.wish('regress_studio_alice', more => '{"organization_id":"00000000-0000-4000-8000-000000000000"}'));
-- The password of the role, as the credential worker has verified it; not that of another role.
SELECT studio_private.create_connection(public.wish('regress_studio_reader', more => '{"name":"x"}') || jsonb_build_object('proven', :'proven'::jsonb)) ->> 'needs_proof' AS by_link_all_the_same;
SELECT studio_private.create_connection(public.wish('regress_studio_stranger') || jsonb_build_object('proven', :'proven'::jsonb)) AS made \gset
SELECT studio_private.connection_grant(:'made'::jsonb) ->> 'role' AS role, studio_private.connection_status(:'made'::jsonb) ->> 'state' AS state;
RESET SESSION AUTHORIZATION;

-- The role's password changes: the proof has lapsed until it is given anew.
ALTER ROLE regress_studio_stranger PASSWORD 'two';
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.connection_grant(:'made'::jsonb);
SELECT studio_private.read_connection(:'made'::jsonb) ->> 'needs_proof' AS needs_proof;
SELECT studio_private.update_connection(jsonb_build_object('id', :'made'::jsonb -> 'id', 'proven', :'proven'::jsonb)) ->> 'needs_proof' AS old_password;
RESET SESSION AUTHORIZATION;
SELECT format('{"role":"regress_studio_stranger","role_oid":%s,"verifier_hash":"%s"}', oid, encode(sha256(rolpassword::bytea), 'hex')) AS proven
FROM pg_authid WHERE rolname = 'regress_studio_stranger' \gset
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.update_connection(jsonb_build_object('id', :'made'::jsonb -> 'id', 'proven', :'proven'::jsonb)) ->> 'needs_proof' AS new_password;
-- What else may be changed; null clears.
SELECT c ->> 'name' AS name, c ->> 'environment' AS environment, c ->> 'color' AS color, c ->> 'is_read_only' AS is_read_only
FROM studio_private.update_connection(jsonb_build_object('id', :'made'::jsonb -> 'id') || '{"name":"other","environment":"production","color":"#aabbcc","is_read_only":true}') c;
SELECT c ->> 'name' AS name, c ->> 'environment' AS environment, c ->> 'color' AS color, c ->> 'is_read_only' AS is_read_only
FROM studio_private.update_connection(jsonb_build_object('id', :'made'::jsonb -> 'id', 'environment', NULL)) c;
SELECT studio_private.connection_grant(:'made'::jsonb) ->> 'is_read_only' AS is_read_only;
RESET SESSION AUTHORIZATION;

-- The right to SET ROLE is taken away.
REVOKE regress_studio_reader FROM regress_studio_alice;
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT i ->> 'name' AS name, i ->> 'role' AS role, i ->> 'needs_proof' AS needs_proof FROM json_array_elements(studio_private.list_connections('{}') -> 'items') i;
RESET SESSION AUTHORIZATION;

-- What the role loses is told by the status, which is no error.
ALTER ROLE regress_studio_stranger NOLOGIN;
SET SESSION AUTHORIZATION regress_studio_alice; SET ROLE studio_service;
SELECT studio_private.connection_grant(:'made'::jsonb);
SELECT studio_private.connection_status('{"id":"00000000-0000-4000-8000-000000000000"}');
SELECT studio_private.delete_connection(:'made'::jsonb);
SELECT studio_private.delete_connection(:'made'::jsonb);
RESET SESSION AUTHORIZATION;

-- R-19: superusers and roles as strong as one, directly or not, need studio.allow_superuser.
SELECT rolname, studio_private.is_strong_role(oid) FROM pg_roles WHERE rolname LIKE 'regress_studio_%' OR rolname = 'postgres' ORDER BY 1;

REVOKE studio_service FROM regress_studio_alice;
DELETE FROM studio.account;
DROP FUNCTION public.wish(text, text, jsonb);
DROP DATABASE regress_studio_closed;
DROP ROLE regress_studio_alice, regress_studio_reader, regress_studio_stranger, regress_studio_group, regress_studio_expired, regress_studio_program, regress_studio_indirect;
