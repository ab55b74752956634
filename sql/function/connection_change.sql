-- How connections are made and changed. What the fields may be is said here, by name, before a constraint of the table could.

-- How the current account proves a role: by the password that was just verified, or by its own linked role.
CREATE OR REPLACE FUNCTION studio_private.prove_role(role oid, proven jsonb, OUT kind text, OUT verifier_hash bytea)
    RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    IF (proven ->> 'role_oid')::oid = role
       AND decode(proven ->> 'verifier_hash', 'hex') = studio_private.role_verifier_hash(role) THEN
        kind := 'role_password';
        verifier_hash := decode(proven ->> 'verifier_hash', 'hex');
    ELSIF EXISTS (SELECT FROM studio.account AS a WHERE a.id = studio.current_account() AND a.disabled_at IS NULL
                      AND studio_private.may_set_role(a.role, role)) THEN
        kind := 'linked_role';
    ELSE
        RAISE EXCEPTION 'permission denied to use role "%"', pg_get_userbyid(role)
            USING ERRCODE = '42501', HINT = 'Give the role''s password, or use a role that your own may SET ROLE to.';
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.prove_role(oid, jsonb) IS 'The proof that the current account has for a role; 42501 when it has none.';

-- What a session is told after it has begun. What the role may set, PostgreSQL knows. Who the session is, and what its answers rest
-- on, is not among that: the runner's own business.
CREATE OR REPLACE FUNCTION studio_private.check_settings(settings jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    setting record;
BEGIN
    FOR setting IN SELECT e.key, e.value FROM jsonb_each(settings) AS e LOOP
        IF setting.key !~ '^[A-Za-z_][A-Za-z0-9_.$]{0,62}$' OR jsonb_typeof(setting.value) <> 'string'
           OR lower(setting.key) IN ('role', 'session_authorization', 'client_encoding', 'application_name') OR starts_with(lower(setting.key), 'studio.') THEN
            RAISE EXCEPTION 'field "settings" must hold names of settings and texts'
                USING ERRCODE = '22023', DETAIL = format('"%s" is not accepted.', left(setting.key, 100));
        END IF;
    END LOOP;
END
$$;

COMMENT ON FUNCTION studio_private.check_settings(jsonb) IS 'Raises 22023 unless the object maps names of settings to texts.';

-- An allow-list of what libpq is told, and of nothing else: no file, no service, no socket of the server's machine.
CREATE OR REPLACE FUNCTION studio_private.check_remote_fields(argument jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF argument ->> 'host' !~ '^[A-Za-z0-9_.:-]{1,255}$' THEN
        RAISE EXCEPTION 'field "host" must be the name or address of a server' USING ERRCODE = '22023';
    END IF;
    PERFORM studio_private.number_between(argument, 'port', 1, 65535, 5432);
    PERFORM studio_private.check_fields(coalesce(argument -> 'parameters', '{}'), 'application_name? identifier',
        'connect_timeout? integer', 'target_session_attrs? any|read-write|read-only|primary|standby|prefer-standby');
    IF jsonb_typeof(argument -> 'secret') = 'object' THEN
        PERFORM studio_private.check_fields(argument -> 'secret', 'key_version integer', 'nonce text', 'ciphertext text');
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.check_remote_fields(jsonb) IS 'Raises 22023 where a field of a remote connection is not acceptable.';

CREATE OR REPLACE FUNCTION studio_private.check_connection_fields(argument jsonb, kind text, is_new boolean) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    fields text[] := ARRAY['is_read_only? boolean', 'environment? development|staging|production or null', 'color? color or null',
        'default_schema? identifier or null', 'settings? object', 'row_limit? integer or null', 'timeout_ms? integer or null',
        'pool_size? integer'];
    optional text := CASE WHEN is_new THEN '' ELSE '?' END;
BEGIN
    fields := fields || ('name' || optional || ' name')
        || CASE WHEN is_new THEN ARRAY['kind local|postgres', 'organization_id? uuid or null'] ELSE ARRAY['id uuid'] END
        || CASE WHEN kind <> 'postgres' THEN ARRAY['proven? object']
                ELSE ARRAY['host' || optional || ' text', 'port? integer', 'user' || optional || ' identifier',
                           'database' || optional || ' identifier', 'parameters? object', 'secret? object or null',
                           'sslmode? disable|allow|prefer|require|verify-ca|verify-full', 'is_transaction_pooling? boolean'] END
        || CASE WHEN is_new AND kind = 'postgres' THEN ARRAY['id? uuid']
                WHEN is_new THEN ARRAY['database identifier', 'role identifier'] ELSE '{}' END;
    PERFORM studio_private.check_fields(argument, VARIADIC fields);
    PERFORM studio_private.check_settings(coalesce(argument -> 'settings', '{}'));
    PERFORM studio_private.number_between(argument, 'pool_size', 1, 64, 4);
    IF kind = 'postgres' THEN
        PERFORM studio_private.check_remote_fields(argument);
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.check_connection_fields(jsonb, text, boolean) IS 'Raises 22023, naming the field, unless the argument describes a new or a changed connection.';

-- To a stranger an organization does not exist.
CREATE OR REPLACE FUNCTION studio_private.organization_for_connection(argument jsonb) RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid := coalesce((argument ->> 'organization_id')::uuid,
        (SELECT o.id FROM studio.organization AS o WHERE o.personal_account_id = studio.current_account()));
BEGIN
    PERFORM studio_private.require_role(organization, 'admin');
    RETURN organization;
END
$$;

COMMENT ON FUNCTION studio_private.organization_for_connection(jsonb) IS 'Where a new connection goes; ST006 or 42501 where the current account may not make one there.';

CREATE OR REPLACE FUNCTION studio_private.check_target(argument jsonb, OUT database_oid oid, OUT role oid) RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    SELECT r.oid INTO role FROM pg_roles AS r WHERE r.rolname = argument ->> 'role';
    IF NOT FOUND THEN
        RAISE EXCEPTION 'role "%" does not exist', argument ->> 'role' USING ERRCODE = '42704';
    END IF;
    database_oid := studio_private.check_local_target(argument ->> 'database', role);
END
$$;

COMMENT ON FUNCTION studio_private.check_target(jsonb) IS 'Database and role that the argument names, checked as for a runner.';

CREATE OR REPLACE FUNCTION studio_private.test_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid;
    target record;
BEGIN
    PERFORM studio_private.check_connection_fields(argument, argument ->> 'kind', true);
    organization := studio_private.organization_for_connection(argument);
    IF argument ->> 'kind' = 'postgres' THEN
        RETURN jsonb_build_object('organization_id', organization, 'port', 5432, 'sslmode', 'verify-full', 'parameters', '{}'::jsonb)
            || (SELECT jsonb_object_agg(key, value) FROM jsonb_each(argument)
                WHERE key IN ('host', 'port', 'database', 'user', 'sslmode', 'parameters'));
    END IF;
    SELECT * INTO target FROM studio_private.check_target(argument);
    PERFORM studio_private.prove_role(target.role, argument -> 'proven');
    RETURN (SELECT json_build_object('database', argument ->> 'database', 'database_oid', target.database_oid::bigint,
                                     'role', r.rolname, 'role_oid', r.oid::bigint, 'is_superuser', r.rolsuper)
            FROM pg_roles AS r WHERE r.oid = target.role);
END
$$;

COMMENT ON FUNCTION studio_private.test_connection(jsonb) IS 'Operation test_connection: would create_connection be accepted, and where does it lead?';

CREATE OR REPLACE FUNCTION studio_private.require_room(organization uuid) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    highest integer := coalesce((SELECT q.connections FROM studio.quota AS q WHERE q.organization_id = organization), 500);
BEGIN
    IF (SELECT count(*) FROM studio.connection AS c WHERE c.organization_id = organization) >= highest THEN
        RAISE EXCEPTION 'too many connections in this organization'
            USING ERRCODE = '53400', DETAIL = format('It has at most %s.', highest), HINT = 'Delete one that is not used.';
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.require_room(uuid) IS 'Raises 53400 where the organization has as many connections as it may have.';

CREATE OR REPLACE FUNCTION studio_private.keep_secret(connection uuid, secret jsonb) RETURNS void
    LANGUAGE sql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        INSERT INTO studio.connection_secret AS s (connection_id, key_version, nonce, ciphertext)
            VALUES ($1, ($2 ->> 'key_version')::integer, decode($2 ->> 'nonce', 'hex'), decode($2 ->> 'ciphertext', 'hex'))
            ON CONFLICT (connection_id) DO UPDATE
                SET key_version = excluded.key_version, nonce = excluded.nonce, ciphertext = excluded.ciphertext, changed_at = now()
    $$;

COMMENT ON FUNCTION studio_private.keep_secret(uuid, jsonb) IS 'Keeps the encrypted password of a remote connection.';

CREATE OR REPLACE FUNCTION studio_private.create_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    is_local boolean := argument ->> 'kind' IS DISTINCT FROM 'postgres';
    organization uuid;
    target record;
    proof record;
    made studio.connection;
BEGIN
    PERFORM studio_private.check_connection_fields(argument, argument ->> 'kind', true);
    organization := studio_private.organization_for_connection(argument);
    IF is_local THEN
        target := studio_private.check_target(argument);
        proof := studio_private.prove_role(target.role, argument -> 'proven');
    END IF;
    PERFORM studio_private.require_room(organization);
    made := jsonb_populate_record(NULL::studio.connection,
        '{"is_read_only":false,"settings":{},"parameters":{},"pool_size":4,"is_transaction_pooling":false}'
        || CASE WHEN is_local THEN '{}' ELSE '{"port":5432,"sslmode":"verify-full"}'::jsonb END
        || jsonb_build_object('id', gen_random_uuid()) || (argument - '{role,proven,secret}'::text[])
        || jsonb_build_object('organization_id', organization, 'created_at', now(), 'created_by', studio.current_account()));
    IF is_local THEN
        made.role := target.role::regrole;
    END IF;
    INSERT INTO studio.connection VALUES (made.*);
    IF is_local THEN
        INSERT INTO studio.connection_proof (connection_id, kind, account_id, verifier_hash)
            VALUES (made.id, proof.kind, studio.current_account(), proof.verifier_hash);
    ELSE
        PERFORM studio_private.keep_secret(made.id, nullif(argument -> 'secret', 'null'));
    END IF;
    RETURN studio_private.connection_json(made);
END
$$;

COMMENT ON FUNCTION studio_private.create_connection(jsonb) IS 'Operation create_connection.';

CREATE OR REPLACE FUNCTION studio_private.prove_again(connection studio.connection, proven jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    proof record := studio_private.prove_role(connection.role, proven);
BEGIN
    INSERT INTO studio.connection_proof AS p (connection_id, kind, account_id, verifier_hash)
        VALUES (connection.id, proof.kind, studio.current_account(), proof.verifier_hash)
        ON CONFLICT (connection_id) DO UPDATE
            SET kind = excluded.kind, account_id = excluded.account_id, verifier_hash = excluded.verifier_hash,
                proven_at = excluded.proven_at;
END
$$;

COMMENT ON FUNCTION studio_private.prove_again(studio.connection, jsonb) IS 'Notes the current account''s proof of the connection''s role.';

-- A password that was given for one server must not be sent to another: where it leads changes, it is forgotten unless a new
-- one comes along.
CREATE OR REPLACE FUNCTION studio_private.update_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    before studio.connection := studio_private.find_connection(argument);
    changed studio.connection;
BEGIN
    PERFORM studio_private.require_role(before.organization_id, 'admin');
    PERFORM studio_private.check_connection_fields(argument, before.kind, false);
    changed := jsonb_populate_record(before, argument - '{id,proven,secret}'::text[]);
    UPDATE studio.connection AS c
        SET (name, database, host, port, "user", sslmode, parameters, is_read_only, environment, color, default_schema, settings,
             row_limit, timeout_ms, pool_size, is_transaction_pooling)
          = (changed.name, changed.database, changed.host, changed.port, changed."user", changed.sslmode, changed.parameters,
             changed.is_read_only, changed.environment, changed.color, changed.default_schema, changed.settings,
             changed.row_limit, changed.timeout_ms, changed.pool_size, changed.is_transaction_pooling)
        WHERE c.id = before.id;
    IF argument ? 'proven' THEN
        PERFORM studio_private.prove_again(changed, argument -> 'proven');
    END IF;
    IF argument ? 'secret' OR (before.host, before.port, before."user", before.sslmode, before.parameters)
                              IS DISTINCT FROM (changed.host, changed.port, changed."user", changed.sslmode, changed.parameters) THEN
        DELETE FROM studio.connection_secret AS s WHERE s.connection_id = before.id;
        PERFORM studio_private.keep_secret(before.id, nullif(argument -> 'secret', 'null'));
    END IF;
    RETURN studio_private.connection_json(changed);
END
$$;

COMMENT ON FUNCTION studio_private.update_connection(jsonb) IS 'Operation update_connection.';
