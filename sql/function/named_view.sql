-- Named views of relations. Private ones are their maker's; shared ones all members see and editors change.

CREATE OR REPLACE FUNCTION studio_private.named_view_json(kept studio.named_view) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT jsonb_build_object(
            'id', $1.id, 'connection_id', $1.connection_id, 'relation_schema', $1.relation_schema, 'relation_name', $1.relation_name,
            'name', $1.name, 'view', $1.view, 'is_shared', $1.is_shared, 'version', $1.version,
            'created_at', studio_private.rfc3339($1.created_at), 'created_by', studio_private.person_json($1.account_id),
            'changed_at', studio_private.rfc3339($1.changed_at), 'changed_by', studio_private.person_json($1.changed_by))
    $$;

COMMENT ON FUNCTION studio_private.named_view_json(studio.named_view) IS 'A named view as the wire has it.';

CREATE OR REPLACE FUNCTION studio_private.organization_of_connection(argument jsonb) RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid := (SELECT c.organization_id FROM studio.connection AS c WHERE c.id = (argument ->> 'connection_id')::uuid);
BEGIN
    IF organization IS NULL THEN
        PERFORM studio_private.not_found('connection');
    END IF;
    RETURN organization;
END
$$;

COMMENT ON FUNCTION studio_private.organization_of_connection(jsonb) IS 'The organization of a connection that the current account sees; else ST006.';

CREATE OR REPLACE FUNCTION studio_private.list_named_views(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    size integer;
    place record;
    page studio.named_view[];
BEGIN
    PERFORM studio_private.check_fields(argument, 'connection_id uuid', 'relation_schema identifier', 'relation_name identifier',
                                        'limit? integer', 'after? text or null');
    PERFORM studio_private.require_role(studio_private.organization_of_connection(argument), 'viewer');
    size := studio_private.page_size(argument);
    place := studio_private.read_cursor(argument);
    page := ARRAY (
        SELECT v FROM studio.named_view AS v
        WHERE v.connection_id = (argument ->> 'connection_id')::uuid
          AND v.relation_schema = argument ->> 'relation_schema' AND v.relation_name = argument ->> 'relation_name'
          AND (place.id IS NULL OR (v.name, v.id) > (place.key, place.id))
        ORDER BY v.name, v.id LIMIT size + 1);
    RETURN json_build_object(
        'items', (SELECT coalesce(jsonb_agg(studio_private.named_view_json(page[n]) ORDER BY n), '[]')
                  FROM generate_series(1, least(size, cardinality(page))) AS n),
        'next', CASE WHEN cardinality(page) > size THEN studio_private.cursor_at(page[size].name, page[size].id) END);
END
$$;

COMMENT ON FUNCTION studio_private.list_named_views(jsonb) IS 'Operation list_named_views: those of one relation, by name.';

CREATE OR REPLACE FUNCTION studio_private.find_named_view(argument jsonb) RETURNS studio.named_view
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kept studio.named_view;
BEGIN
    SELECT v.* INTO kept FROM studio.named_view AS v WHERE v.id = (argument ->> 'id')::uuid;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('named view');
    END IF;
    RETURN kept;
END
$$;

COMMENT ON FUNCTION studio_private.find_named_view(jsonb) IS 'The named view of that id, as far as the current account may see it; else ST006.';

CREATE OR REPLACE FUNCTION studio_private.read_named_view(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    RETURN studio_private.named_view_json(studio_private.find_named_view(argument));
END
$$;

COMMENT ON FUNCTION studio_private.read_named_view(jsonb) IS 'Operation read_named_view.';

CREATE OR REPLACE FUNCTION studio_private.check_view(view jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF char_length(view::text) > 100000 THEN
        RAISE EXCEPTION 'field "view" must have at most 100000 characters' USING ERRCODE = '22023';
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.check_view(jsonb) IS 'Raises 22023 where a view is too long.';

CREATE OR REPLACE FUNCTION studio_private.create_named_view(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    highest CONSTANT integer := 500;
    organization uuid;
    made studio.named_view;
BEGIN
    PERFORM studio_private.check_fields(argument, 'connection_id uuid', 'relation_schema identifier', 'relation_name identifier', 'name name',
                                        'view object', 'is_shared? boolean');
    PERFORM studio_private.check_view(argument -> 'view');
    organization := studio_private.organization_of_connection(argument);
    PERFORM studio_private.require_role(organization, CASE WHEN (argument ->> 'is_shared')::boolean THEN 'editor' ELSE 'viewer' END);
    IF (SELECT count(*) FROM studio.named_view AS v
        WHERE v.organization_id = organization AND v.account_id = studio.current_account()) >= highest THEN
        RAISE EXCEPTION 'too many named views of this account'
            USING ERRCODE = '53400', DETAIL = format('It has at most %s in an organization.', highest), HINT = 'Delete some.';
    END IF;
    INSERT INTO studio.named_view (organization_id, connection_id, relation_schema, relation_name, account_id, name, view, is_shared,
                                   changed_by)
        VALUES (organization, (argument ->> 'connection_id')::uuid, argument ->> 'relation_schema', argument ->> 'relation_name',
                studio.current_account(), argument ->> 'name', argument -> 'view',
                coalesce((argument ->> 'is_shared')::boolean, false), studio.current_account())
        RETURNING * INTO made;
    RETURN studio_private.named_view_json(made);
END
$$;

COMMENT ON FUNCTION studio_private.create_named_view(jsonb) IS 'Operation create_named_view.';

-- `version`, where it is given, must be the present one: nobody overwrites what he has not seen.
CREATE OR REPLACE FUNCTION studio_private.update_named_view(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    before studio.named_view;
    after studio.named_view;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid', 'name? name', 'view? object', 'is_shared? boolean', 'version? integer');
    PERFORM studio_private.check_view(argument -> 'view');
    before := studio_private.find_named_view(argument);
    PERFORM studio_private.require_role(before.organization_id,
        CASE WHEN before.is_shared OR (argument ->> 'is_shared')::boolean THEN 'editor' ELSE 'viewer' END);
    IF before.is_shared AND argument -> 'is_shared' = 'false' AND before.account_id IS DISTINCT FROM studio.current_account() THEN
        RAISE EXCEPTION 'permission denied to take back a shared view' USING ERRCODE = '42501',
            DETAIL = 'Only who made it can make it private.';
    END IF;
    SELECT v.* INTO before FROM studio.named_view AS v WHERE v.id = before.id FOR UPDATE;
    IF (argument ->> 'version')::integer <> before.version THEN
        RAISE EXCEPTION 'the view has changed since' USING ERRCODE = '40001',
            DETAIL = format('Its version is %s.', before.version), HINT = 'Read it again.';
    END IF;
    UPDATE studio.named_view AS v
        SET (name, view, is_shared, version, changed_at, changed_by)
          = (coalesce(argument ->> 'name', v.name), coalesce(argument -> 'view', v.view),
             coalesce((argument ->> 'is_shared')::boolean, v.is_shared), v.version + 1, now(), studio.current_account())
        WHERE v.id = before.id RETURNING v.* INTO after;
    RETURN studio_private.named_view_json(after);
END
$$;

COMMENT ON FUNCTION studio_private.update_named_view(jsonb) IS 'Operation update_named_view: what is given changes.';

CREATE OR REPLACE FUNCTION studio_private.delete_named_view(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    gone studio.named_view;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    gone := studio_private.find_named_view(argument);
    PERFORM studio_private.require_role(gone.organization_id,
        CASE WHEN gone.account_id IS DISTINCT FROM studio.current_account() THEN 'admin'
             WHEN gone.is_shared THEN 'editor' ELSE 'viewer' END);
    DELETE FROM studio.named_view AS v WHERE v.id = gone.id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_named_view(jsonb) IS 'Operation delete_named_view: one''s own, or for admins a shared one.';
