-- Declarations of the functions in C. All are refused in studio's own workers but current_account(), which answers there
-- what the gateway wrote (service) or NULL (users' SQL). None may run in a parallel worker.
CREATE OR REPLACE FUNCTION studio.current_account() RETURNS uuid
    LANGUAGE c STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_current_account';

COMMENT ON FUNCTION studio.current_account() IS 'The account that speaks: linked to session_user in a client''s session; NULL for nobody.';

CREATE OR REPLACE FUNCTION studio.login_link(role name DEFAULT SESSION_USER) RETURNS text
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_login_link';

COMMENT ON FUNCTION studio.login_link(name) IS 'A URL that signs in once, within 15 minutes; for oneself as a member of studio_login, for others as a superuser.';

CREATE OR REPLACE FUNCTION studio.status(
        OUT version text, OUT gateway_state text, OUT reason text, OUT gateway_pid integer,
        OUT gateway_started_at timestamptz, OUT url text, OUT listen_addresses text, OUT port integer,
        OUT in_recovery boolean, OUT runners_configured integer, OUT runners_possible integer, OUT runners_running integer,
        OUT runners_busy integer, OUT max_worker_processes integer, OUT max_worker_processes_needed integer,
        OUT access_epoch bigint, OUT catalog_epoch bigint) RETURNS record
    LANGUAGE c VOLATILE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_status';

COMMENT ON FUNCTION studio.status() IS 'One row: does the gateway serve, where, why not, and how many runners there are, may be and would need.';

CREATE OR REPLACE FUNCTION studio.runners(
        OUT slot integer, OUT pid integer, OUT kind text, OUT state text, OUT database name, OUT role name,
        OUT account uuid, OUT request_id text, OUT started_at timestamptz, OUT request_started_at timestamptz,
        OUT request_count bigint) RETURNS SETOF record
    LANGUAGE c VOLATILE STRICT PARALLEL RESTRICTED ROWS 10
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_runners';

COMMENT ON FUNCTION studio.runners() IS 'studio''s workers: all for members of pg_read_all_stats, else those of one''s own role or account.';

CREATE OR REPLACE FUNCTION studio.cancel(request uuid) RETURNS boolean
    LANGUAGE c VOLATILE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_cancel';

COMMENT ON FUNCTION studio.cancel(uuid) IS 'Cancels a running request of one''s own, or anybody''s as a superuser or member of pg_signal_backend; false when it does not run or is not one''s to cancel.';

CREATE OR REPLACE FUNCTION studio.wait_until_ready("timeout" interval DEFAULT '10 seconds') RETURNS boolean
    LANGUAGE c VOLATILE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_wait_until_ready';

COMMENT ON FUNCTION studio.wait_until_ready(interval) IS 'Waits until the gateway serves; false when it does not within the time.';

CREATE OR REPLACE FUNCTION studio.rotate_keys(sign_out boolean DEFAULT false,
        OUT signing_key text, OUT credential_key text, OUT secrets_renewed integer) RETURNS record
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_rotate_keys';

COMMENT ON FUNCTION studio.rotate_keys(boolean) IS 'Puts new keys into the key file and encrypts connections'' passwords anew; sign_out ends all sign-ins. For superusers and the database''s owner.';

CREATE OR REPLACE FUNCTION studio_private.renew_secret(old_key_version integer, old_nonce bytea, old_ciphertext bytea, connection text,
        organization text, host text, port integer, "user" text, sslmode text,
        OUT key_version integer, OUT nonce bytea, OUT ciphertext bytea) RETURNS record
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_renew_secret';

COMMENT ON FUNCTION studio_private.renew_secret(integer, bytea, bytea, text, text, text, integer, text, text) IS 'A connection''s password under the newest key; nulls where it is already, or no key of the file opens it.';

CREATE OR REPLACE FUNCTION studio_private.access_changed() RETURNS trigger
    LANGUAGE c VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_access_changed';

COMMENT ON FUNCTION studio_private.access_changed() IS 'Trigger: at commit the gateway forgets who may do what and asks again.';

CREATE OR REPLACE FUNCTION studio_private.role_verifier_hash(role oid) RETURNS bytea
    LANGUAGE c STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_role_verifier_hash';

COMMENT ON FUNCTION studio_private.role_verifier_hash(oid) IS 'SHA-256 of the role''s password verifier; NULL where it has none.';

CREATE OR REPLACE FUNCTION studio_private.request_id() RETURNS text
    LANGUAGE c STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_request_id';

COMMENT ON FUNCTION studio_private.request_id() IS 'Id of the request that the service worker serves; an error (42501) in any other process.';

CREATE OR REPLACE FUNCTION studio_private.public_url() RETURNS text
    LANGUAGE c STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_public_url';

COMMENT ON FUNCTION studio_private.public_url() IS 'Where browsers reach studio, without a slash at the end.';

CREATE OR REPLACE FUNCTION studio_private.require_client_session(function text) RETURNS void
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_require_client_session';

COMMENT ON FUNCTION studio_private.require_client_session(text) IS 'Raises 42501 in every process but a client''s own session.';

CREATE OR REPLACE FUNCTION studio.operation(name text, argument jsonb DEFAULT '{}') RETURNS json
    LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS 'MODULE_PATHNAME', 'studio_operation';

COMMENT ON FUNCTION studio.operation(text, jsonb) IS 'What an operation of the API answers, for the current account: src/service/README.md has them all.';
