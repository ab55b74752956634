-- Connections as the service operations see them; row-level security decides which ones. Making and changing them is in
-- connection_change.sql, using them in grant.sql.

CREATE OR REPLACE FUNCTION studio_private.connection_json(connection studio.connection) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'id', $1.id, 'organization_id', $1.organization_id, 'name', $1.name, 'kind', $1.kind, 'database', $1.database,
            'role', coalesce(r.rolname, $1.role::oid::text), 'is_superuser', coalesce(r.rolsuper, false),
            'host', $1.host, 'port', $1.port, 'user', $1."user", 'sslmode', $1.sslmode, 'parameters', $1.parameters,
            'has_password', EXISTS (SELECT FROM studio.connection_secret AS s WHERE s.connection_id = $1.id),
            'is_read_only', $1.is_read_only, 'environment', $1.environment, 'color', $1.color,
            'default_schema', $1.default_schema, 'settings', $1.settings, 'row_limit', $1.row_limit,
            'timeout_ms', $1.timeout_ms, 'pool_size', $1.pool_size, 'is_transaction_pooling', $1.is_transaction_pooling,
            'needs_proof', $1.kind = 'local' AND NOT studio_private.is_proven($1.id),
            'created_at', studio_private.rfc3339($1.created_at), 'created_by', studio_private.person_json($1.created_by))
        FROM (VALUES (1)) AS one LEFT JOIN pg_roles AS r ON r.oid = $1.role
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
        PERFORM studio_private.not_found('connection');
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

CREATE OR REPLACE FUNCTION studio_private.delete_connection(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    gone studio.connection := studio_private.find_connection(argument);
BEGIN
    PERFORM studio_private.require_role(gone.organization_id, 'admin');
    DELETE FROM studio.connection AS c WHERE c.id = gone.id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_connection(jsonb) IS 'Operation delete_connection.';
