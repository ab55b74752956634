-- Organizations: made by anybody who is signed in, changed and deleted by their owners.

CREATE OR REPLACE FUNCTION studio_private.organization_json(organization studio.organization) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'id', $1.id, 'name', $1.name, 'is_personal', $1.personal_account_id IS NOT NULL,
            'role', studio.organization_role($1.id),
            'member_count', (SELECT count(*) FROM studio.member AS m WHERE m.organization_id = $1.id),
            'connection_count', (SELECT count(*) FROM studio.connection AS c WHERE c.organization_id = $1.id),
            'history_days', $1.history_days, 'audit_days', $1.audit_days,
            'created_at', studio_private.rfc3339($1.created_at))
    $$;

COMMENT ON FUNCTION studio_private.organization_json(studio.organization) IS 'An organization as the wire has it.';

CREATE OR REPLACE FUNCTION studio_private.find_organization(id uuid, lowest_role text DEFAULT 'viewer') RETURNS studio.organization
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    found_one studio.organization;
BEGIN
    PERFORM studio_private.require_role(id, lowest_role);
    SELECT o.* INTO STRICT found_one FROM studio.organization AS o WHERE o.id = id;
    RETURN found_one;
END
$$;

COMMENT ON FUNCTION studio_private.find_organization(uuid, text) IS 'The organization, for members of at least that role; else ST006 or 42501.';

CREATE OR REPLACE FUNCTION studio_private.list_organizations(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, VARIADIC '{}');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(studio_private.organization_json(o)
                                         ORDER BY o.personal_account_id IS NULL, o.name, o.id), '[]'), 'next', NULL)
            FROM studio.organization AS o);
END
$$;

COMMENT ON FUNCTION studio_private.list_organizations(jsonb) IS 'Operation list_organizations: those the current account belongs to.';

CREATE OR REPLACE FUNCTION studio_private.read_organization(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    RETURN studio_private.organization_json(studio_private.find_organization((argument ->> 'id')::uuid));
END
$$;

COMMENT ON FUNCTION studio_private.read_organization(jsonb) IS 'Operation read_organization.';

CREATE OR REPLACE FUNCTION studio_private.create_organization(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self uuid := studio_private.require_account();
    made uuid := gen_random_uuid();
BEGIN
    PERFORM studio_private.check_fields(argument, 'name name');
    IF (SELECT count(*) FROM studio.organizations_of('owner')) >= 100 THEN
        RAISE EXCEPTION 'too many organizations' USING ERRCODE = '54000', DETAIL = 'An account owns at most 100.',
            HINT = 'Delete one that is not used.';
    END IF;
    INSERT INTO studio.organization (id, name, created_by) VALUES (made, argument ->> 'name', self);
    INSERT INTO studio.member (organization_id, account_id, role) VALUES (made, self, 'owner');
    RETURN studio_private.organization_json(studio_private.find_organization(made));
END
$$;

COMMENT ON FUNCTION studio_private.create_organization(jsonb) IS 'Operation create_organization: a team, whose first owner is the current account.';

CREATE OR REPLACE FUNCTION studio_private.update_organization(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    changed studio.organization;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid', 'name? name', 'history_days? integer', 'audit_days? integer');
    changed := studio_private.find_organization((argument ->> 'id')::uuid, 'owner');
    UPDATE studio.organization AS o
        SET name = coalesce(argument ->> 'name', o.name),
            history_days = studio_private.number_between(argument, 'history_days', 1, 3650, o.history_days),
            audit_days = studio_private.number_between(argument, 'audit_days', 1, 3650, o.audit_days)
        WHERE o.id = changed.id RETURNING o.* INTO changed;
    RETURN studio_private.organization_json(changed);
END
$$;

COMMENT ON FUNCTION studio_private.update_organization(jsonb) IS 'Operation update_organization, for owners.';

CREATE OR REPLACE FUNCTION studio_private.delete_organization(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    gone studio.organization;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    gone := studio_private.find_organization((argument ->> 'id')::uuid, 'owner');
    IF gone.personal_account_id IS NOT NULL THEN
        RAISE EXCEPTION 'a personal organization cannot be deleted'
            USING ERRCODE = '55000', HINT = 'It goes with the account.';
    END IF;
    DELETE FROM studio.organization AS o WHERE o.id = gone.id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_organization(jsonb) IS 'Operation delete_organization, for owners: with its connections, members and saved queries.';
