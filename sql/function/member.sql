-- Members: admins give roles and remove people, owners also owners; everybody may leave. The last owner stays (trigger).

CREATE OR REPLACE FUNCTION studio_private.member_json(member studio.member) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'organization_id', $1.organization_id, 'account_id', $1.account_id, 'name', a.name, 'email', a.email,
            'role', $1.role, 'is_disabled', a.disabled_at IS NOT NULL, 'created_at', studio_private.rfc3339($1.created_at))
        FROM studio.account AS a WHERE a.id = $1.account_id
    $$;

COMMENT ON FUNCTION studio_private.member_json(studio.member) IS 'A member as the wire has it.';

CREATE OR REPLACE FUNCTION studio_private.list_members(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid;
    size integer;
    place record;
    page studio.member[];
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'limit? integer', 'after? text or null');
    organization := argument ->> 'organization_id';
    PERFORM studio_private.require_role(organization, 'viewer');
    size := studio_private.page_size(argument);
    place := studio_private.time_cursor(argument);
    page := ARRAY (SELECT m FROM studio.member AS m
                   WHERE m.organization_id = organization AND (m.created_at, m.account_id) < (place.moment, place.id)
                   ORDER BY m.created_at DESC, m.account_id DESC LIMIT size + 1);
    RETURN json_build_object(
        'items', (SELECT coalesce(json_agg(studio_private.member_json(page[n]) ORDER BY n), '[]')
                  FROM generate_series(1, least(size, cardinality(page))) AS n),
        'next', CASE WHEN cardinality(page) > size
                     THEN studio_private.cursor_at(studio_private.time_key(page[size].created_at), page[size].account_id) END);
END
$$;

COMMENT ON FUNCTION studio_private.list_members(jsonb) IS 'Operation list_members: the latest first.';

CREATE OR REPLACE FUNCTION studio_private.find_member(argument jsonb) RETURNS studio.member
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    member studio.member;
BEGIN
    PERFORM studio_private.require_role((argument ->> 'organization_id')::uuid, 'viewer');
    SELECT m.* INTO member FROM studio.member AS m
        WHERE m.organization_id = (argument ->> 'organization_id')::uuid AND m.account_id = (argument ->> 'account_id')::uuid;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('member');
    END IF;
    RETURN member;
END
$$;

COMMENT ON FUNCTION studio_private.find_member(jsonb) IS 'The member that organization_id and account_id name; else ST006.';

CREATE OR REPLACE FUNCTION studio_private.update_member(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    member studio.member;
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'account_id uuid', 'role owner|admin|editor|viewer');
    member := studio_private.find_member(argument);
    PERFORM studio_private.require_role(member.organization_id,
        CASE WHEN 'owner' IN (member.role, argument ->> 'role') THEN 'owner' ELSE 'admin' END);
    UPDATE studio.member AS m SET role = argument ->> 'role'
        WHERE m.organization_id = member.organization_id AND m.account_id = member.account_id RETURNING m.* INTO member;
    RETURN studio_private.member_json(member);
END
$$;

COMMENT ON FUNCTION studio_private.update_member(jsonb) IS 'Operation update_member: gives a role; only owners make or unmake owners.';

CREATE OR REPLACE FUNCTION studio_private.delete_member(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    member studio.member;
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'account_id uuid');
    member := studio_private.find_member(argument);
    IF member.account_id <> studio.current_account() THEN
        PERFORM studio_private.require_role(member.organization_id, CASE member.role WHEN 'owner' THEN 'owner' ELSE 'admin' END);
    END IF;
    DELETE FROM studio.member AS m
        WHERE m.organization_id = member.organization_id AND m.account_id = member.account_id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_member(jsonb) IS 'Operation delete_member: removes somebody, or leaves.';
