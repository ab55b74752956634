-- Connections as the service operations see them. Row-level security decides which ones; 42501 and ST004 are decided here.

CREATE OR REPLACE FUNCTION studio_private.connection_json(connection studio.connection) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'id', $1.id, 'organization_id', $1.organization_id, 'name', $1.name, 'kind', $1.kind,
            'database', $1.database, 'role', coalesce(r.rolname, $1.role::oid::text),
            'is_superuser', coalesce(r.rolsuper, false), 'is_read_only', $1.is_read_only,
            'environment', $1.environment, 'color', $1.color,
            'needs_proof', NOT studio_private.is_proven($1.id),
            'created_at', studio_private.rfc3339($1.created_at),
            'created_by', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END)
        FROM (VALUES (1)) AS one
            LEFT JOIN pg_roles AS r ON r.oid = $1.role
            LEFT JOIN studio.account AS a ON a.id = $1.created_by
    $$;

COMMENT ON FUNCTION studio_private.connection_json(studio.connection) IS 'A connection as the wire has it.';

CREATE OR REPLACE FUNCTION studio_private.find_connection(argument jsonb) RETURNS studio.connection
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    connection studio.connection;
BEGIN
    SELECT c.* INTO connection FROM studio.connection AS c WHERE c.id = (argument ->> 'id')::uuid;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'connection does not exist' USING ERRCODE = 'ST006';
    END IF;
    RETURN connection;
END
$$;

COMMENT ON FUNCTION studio_private.find_connection(jsonb) IS 'The connection of that id, as far as the current account may see it; else ST006.';

CREATE OR REPLACE FUNCTION studio_private.list_connections(argument jsonb) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'items', coalesce(json_agg(studio_private.connection_json(c) ORDER BY c.name, c.id), '[]'), 'next', NULL)
        FROM studio.connection AS c
        WHERE $1 ->> 'organization_id' IS NULL OR c.organization_id = ($1 ->> 'organization_id')::uuid
    $$;

COMMENT ON FUNCTION studio_private.list_connections(jsonb) IS 'Operation list_connections.';

CREATE OR REPLACE FUNCTION studio_private.read_connection(argument jsonb) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT studio_private.connection_json(studio_private.find_connection($1)) $$;

COMMENT ON FUNCTION studio_private.read_connection(jsonb) IS 'Operation read_connection.';

-- How the current account proves a role: by the password that was just verified, or by its own linked role.
CREATE OR REPLACE FUNCTION studio_private.prove_role(role oid, proven jsonb, OUT kind text, OUT verifier_hash bytea)
    RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    IF (proven ->> 'role_oid')::oid = role THEN
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

CREATE OR REPLACE FUNCTION studio_private.check_target(argument jsonb, OUT database_oid oid, OUT role oid) RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    IF argument ->> 'kind' IS DISTINCT FROM 'local' THEN
        RAISE EXCEPTION 'connections of kind "%" are not supported', argument ->> 'kind' USING ERRCODE = '22023';
    END IF;
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
    target record;
BEGIN
    SELECT * INTO target FROM studio_private.check_target(argument);
    PERFORM studio_private.prove_role(target.role, argument -> 'proven');
    RETURN (SELECT json_build_object('database', argument ->> 'database', 'database_oid', target.database_oid::bigint,
                                     'role', r.rolname, 'role_oid', r.oid::bigint, 'is_superuser', r.rolsuper)
            FROM pg_roles AS r WHERE r.oid = target.role);
END
$$;

COMMENT ON FUNCTION studio_private.test_connection(jsonb) IS 'Operation test_connection: would create_connection be accepted, and with which OIDs?';

CREATE OR REPLACE FUNCTION studio_private.create_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid := argument ->> 'organization_id';
    target record;
    proof record;
    made studio.connection;
BEGIN
    IF organization IS NULL THEN
        SELECT o.id INTO organization FROM studio.organization AS o
            WHERE o.personal_account_id = studio.current_account();
    END IF;
    IF studio.may_administer(organization) IS NOT TRUE THEN
        RAISE EXCEPTION 'permission denied to create connections in this organization' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO target FROM studio_private.check_target(argument);
    SELECT * INTO proof FROM studio_private.prove_role(target.role, argument -> 'proven');
    IF (SELECT count(*) FROM studio.connection AS c WHERE c.organization_id = organization) >= 500 THEN
        RAISE EXCEPTION 'too many connections in this organization'
            USING ERRCODE = '53400', DETAIL = 'An organization has at most 500.', HINT = 'Delete one that is not used.';
    END IF;
    INSERT INTO studio.connection (organization_id, name, kind, database, role, is_read_only, environment, color, created_by)
        VALUES (organization, argument ->> 'name', 'local', argument ->> 'database', target.role::regrole,
                coalesce((argument ->> 'is_read_only')::boolean, false), argument ->> 'environment', argument ->> 'color',
                studio.current_account())
        RETURNING * INTO made;
    INSERT INTO studio.connection_proof (connection_id, kind, account_id, verifier_hash)
        VALUES (made.id, proof.kind, studio.current_account(), proof.verifier_hash);
    RETURN studio_private.connection_json(made);
END
$$;

COMMENT ON FUNCTION studio_private.create_connection(jsonb) IS 'Operation create_connection.';

CREATE OR REPLACE FUNCTION studio_private.update_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    changed studio.connection := studio_private.find_connection(argument);
    proof record;
BEGIN
    IF NOT studio.may_administer(changed.organization_id) THEN
        RAISE EXCEPTION 'permission denied to change this connection' USING ERRCODE = '42501';
    END IF;
    UPDATE studio.connection AS c
        SET name = CASE WHEN argument ? 'name' THEN argument ->> 'name' ELSE c.name END,
            is_read_only = CASE WHEN argument ? 'is_read_only' THEN (argument ->> 'is_read_only')::boolean
                                ELSE c.is_read_only END,
            environment = CASE WHEN argument ? 'environment' THEN argument ->> 'environment' ELSE c.environment END,
            color = CASE WHEN argument ? 'color' THEN argument ->> 'color' ELSE c.color END
        WHERE c.id = changed.id
        RETURNING c.* INTO changed;
    IF argument ? 'proven' THEN
        SELECT * INTO proof FROM studio_private.prove_role(changed.role, argument -> 'proven');
        INSERT INTO studio.connection_proof AS p (connection_id, kind, account_id, verifier_hash)
            VALUES (changed.id, proof.kind, studio.current_account(), proof.verifier_hash)
            ON CONFLICT (connection_id) DO UPDATE
                SET kind = excluded.kind, account_id = excluded.account_id, verifier_hash = excluded.verifier_hash,
                    proven_at = excluded.proven_at;
    END IF;
    RETURN studio_private.connection_json(changed);
END
$$;

COMMENT ON FUNCTION studio_private.update_connection(jsonb) IS 'Operation update_connection.';

CREATE OR REPLACE FUNCTION studio_private.delete_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    gone studio.connection := studio_private.find_connection(argument);
BEGIN
    IF NOT studio.may_administer(gone.organization_id) THEN
        RAISE EXCEPTION 'permission denied to delete this connection' USING ERRCODE = '42501';
    END IF;
    DELETE FROM studio.connection AS c WHERE c.id = gone.id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_connection(jsonb) IS 'Operation delete_connection.';
