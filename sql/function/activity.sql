-- What a connection's role may see of the processes that stand in the way of its statements.

-- Exactly the rule of pg_stat_activity: everybody sees who it is, the statement only who has the privileges of that role or of
-- pg_read_all_stats. A role that is gone, or none (an autovacuum worker), has no name.
CREATE OR REPLACE FUNCTION studio_private.activity_rights(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    connection studio.connection;
BEGIN
    PERFORM studio_private.require_account();
    PERFORM studio_private.check_fields(argument, 'id uuid', 'roles array');
    connection := studio_private.find_connection(argument);
    RETURN json_build_object('items', (
        SELECT coalesce(json_agg(json_build_object(
                   'role', r.oid::bigint, 'name', p.rolname,
                   'may_see', coalesce(pg_has_role(connection.role, 'pg_read_all_stats', 'USAGE')
                                       OR p.oid IS NOT NULL AND pg_has_role(connection.role, p.oid, 'USAGE'), false))), '[]')
        FROM (SELECT DISTINCT value::oid FROM jsonb_array_elements_text(argument -> 'roles')) AS r (oid)
            LEFT JOIN pg_roles AS p ON p.oid = r.oid));
END
$$;

COMMENT ON FUNCTION studio_private.activity_rights(jsonb) IS 'Operation activity_rights: names of roles, and whether the connection''s role may see their statements.';
