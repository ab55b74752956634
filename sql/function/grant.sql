-- What the gateway needs to serve (account, connection) without SQL, what the first form is filled with, and the status dot.

CREATE OR REPLACE FUNCTION studio_private.limits_json(organization uuid) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT coalesce(json_object_agg(
                   CASE WHEN q.account_id IS NULL THEN 'organization' ELSE 'account' END,
                   json_build_object('concurrent_statements', q.concurrent_statements, 'sockets', q.sockets,
                                     'requests_per_second', q.requests_per_second, 'timeout_ms', q.timeout_ms,
                                     'row_limit', q.row_limit)
                   ORDER BY q.account_id), '{}')
        FROM studio.quota AS q WHERE q.organization_id = $1 OR q.account_id = studio.current_account()
    $$;

COMMENT ON FUNCTION studio_private.limits_json(uuid) IS 'The limits of the organization and those of the current account, each for itself; null for none.';

CREATE OR REPLACE FUNCTION studio_private.target_json(connection studio.connection) RETURNS jsonb
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    secret jsonb;
BEGIN
    IF connection.kind = 'postgres' THEN
        SELECT jsonb_build_object('key_version', s.key_version, 'nonce', encode(s.nonce, 'hex'),
                                  'ciphertext', encode(s.ciphertext, 'hex')) INTO secret
            FROM studio.connection_secret AS s WHERE s.connection_id = connection.id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the connection has no password' USING ERRCODE = 'ST011', HINT = 'Give its password.';
        END IF;
        RETURN jsonb_build_object(
            'host', connection.host, 'port', connection.port, 'database', connection.database, 'user', connection."user",
            'sslmode', connection.sslmode, 'parameters', connection.parameters, 'secret', secret);
    END IF;
    IF NOT studio_private.is_proven(connection.id) THEN
        RAISE EXCEPTION 'the proof of role "%" has lapsed', pg_get_userbyid(connection.role)
            USING ERRCODE = 'ST004', HINT = 'Give the role''s password to prove it again.';
    END IF;
    RETURN (SELECT jsonb_build_object('database', d.datname, 'database_oid', d.oid::bigint,
                                      'role', r.rolname, 'role_oid', r.oid::bigint, 'is_superuser', r.rolsuper)
            FROM pg_roles AS r, pg_database AS d WHERE r.oid = connection.role AND d.datname = connection.database);
END
$$;

COMMENT ON FUNCTION studio_private.target_json(studio.connection) IS 'Where the connection leads and as whom; the error that stands in the way.';

CREATE OR REPLACE FUNCTION studio_private.connection_grant(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    connection studio.connection := studio_private.find_connection(argument);
    organization_role text := studio.organization_role(connection.organization_id);
BEGIN
    PERFORM studio_private.require_account();
    -- Before the proof: a role that is gone or may not serve is told of first.
    PERFORM studio_private.check_local_target(connection.database, connection.role);
    RETURN studio_private.target_json(connection) || jsonb_build_object(
        'connection_id', connection.id, 'organization_id', connection.organization_id, 'kind', connection.kind,
        'is_read_only', connection.is_read_only OR organization_role = 'viewer', 'organization_role', organization_role,
        'default_schema', connection.default_schema, 'settings', connection.settings, 'row_limit', connection.row_limit,
        'timeout_ms', connection.timeout_ms, 'pool_size', connection.pool_size,
        'is_transaction_pooling', connection.is_transaction_pooling,
        'limits', studio_private.limits_json(connection.organization_id));
END
$$;

COMMENT ON FUNCTION studio_private.connection_grant(jsonb) IS 'Operation connection_grant: everything the gateway needs to serve this connection to the current account.';

CREATE OR REPLACE FUNCTION studio_private.connection_status(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    connection studio.connection := studio_private.find_connection(argument);
    state text := 'ready';
    reason json;
    code text;
    message text;
    detail text;
    hint text;
BEGIN
    BEGIN
        PERFORM studio_private.connection_grant(argument);
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
            hint = PG_EXCEPTION_HINT;
        state := CASE code WHEN 'ST004' THEN 'needs_proof' WHEN 'ST011' THEN 'needs_password' ELSE 'refused' END;
        reason := json_build_object(
            'severity', 'ERROR', 'code', code, 'message', message, 'detail', nullif(detail, ''), 'hint', nullif(hint, ''),
            'position', NULL, 'where', NULL, 'schema', NULL, 'table', NULL, 'column', NULL, 'datatype', NULL,
            'constraint', NULL, 'internal_query', NULL, 'internal_position', NULL,
            'request_id', studio_private.request_id());
    END;
    RETURN json_build_object(
        'state', state, 'reason', reason,
        'server_version', CASE connection.kind WHEN 'local' THEN split_part(current_setting('server_version'), ' ', 1) END,
        'in_recovery', connection.kind = 'local' AND pg_is_in_recovery(),
        'role', coalesce(pg_get_userbyid(connection.role), connection."user"),
        'is_superuser', coalesce((SELECT r.rolsuper FROM pg_roles AS r WHERE r.oid = connection.role), false),
        'may_write', NULL, 'latency_ms', NULL);
END
$$;

COMMENT ON FUNCTION studio_private.connection_status(jsonb) IS 'Operation connection_status: ready, needs_proof, needs_password or refused, and why.';

CREATE OR REPLACE FUNCTION studio_private.connection_defaults(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    linked oid;
    databases text[];
    chosen text := studio_private.default_database();
    roles json;
    role_names text[];
BEGIN
    -- The join makes a linked role that has been dropped the same as none.
    SELECT r.oid INTO linked FROM studio.account AS a JOIN pg_roles AS r ON r.oid = a.role
        WHERE a.id = studio.current_account();
    SELECT coalesce(array_agg(d.datname::text ORDER BY d.datname), '{}') INTO databases FROM pg_database AS d
        WHERE d.datallowconn AND NOT d.datistemplate
          AND CASE WHEN linked IS NULL THEN has_database_privilege('public', d.oid, 'CONNECT')
                   ELSE has_database_privilege(linked, d.oid, 'CONNECT') END;
    IF chosen <> ALL (databases) THEN
        chosen := coalesce(databases[1], chosen);
    END IF;
    SELECT coalesce(json_agg(json_build_object('name', r.rolname, 'is_superuser', r.rolsuper,
                                               'is_proven', studio_private.may_set_role(linked, r.oid))
                             ORDER BY r.oid <> linked, r.rolname), '[]'),
           array_agg(r.rolname::text ORDER BY r.oid <> linked, r.rolname)
        INTO roles, role_names
        FROM pg_roles AS r
        WHERE r.rolcanlogin AND NOT starts_with(r.rolname, 'studio_') AND pg_has_role(linked, r.oid, 'MEMBER')
          AND (r.rolvaliduntil IS NULL OR r.rolvaliduntil > now())
          AND (current_setting('studio.allow_superuser')::boolean OR NOT studio_private.is_strong_role(r.oid));
    RETURN json_build_object('name', chosen, 'database', chosen, 'role', role_names[1], 'databases', to_json(databases),
                             'roles', roles);
END
$$;

COMMENT ON FUNCTION studio_private.connection_defaults(jsonb) IS 'Operation connection_defaults: what the first connection form is filled with.';
