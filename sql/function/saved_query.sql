-- Saved queries and their versions. Private ones are their maker's; shared ones all members see and editors change.

CREATE OR REPLACE FUNCTION studio_private.saved_query_json(query studio.saved_query) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT jsonb_build_object(
            'id', $1.id, 'organization_id', $1.organization_id, 'folder_id', f.id, 'connection_id', $1.connection_id,
            'name', $1.name, 'description', $1.description, 'sql', $1.sql, 'is_shared', $1.is_shared, 'version', $1.version,
            'created_at', studio_private.rfc3339($1.created_at), 'created_by', studio_private.person_json($1.account_id),
            'changed_at', studio_private.rfc3339($1.changed_at), 'changed_by', studio_private.person_json($1.changed_by))
        FROM (VALUES (1)) AS one LEFT JOIN studio.saved_query_folder AS f ON f.id = $1.folder_id
    $$;

COMMENT ON FUNCTION studio_private.saved_query_json(studio.saved_query) IS 'A saved query as the wire has it; a folder that one may not see is none.';

CREATE OR REPLACE FUNCTION studio_private.list_saved_queries(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid;
    size integer;
    place record;
    page studio.saved_query[];
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'folder_id? uuid', 'connection_id? uuid',
                                        'search? name', 'limit? integer', 'after? text or null');
    organization := argument ->> 'organization_id';
    PERFORM studio_private.require_role(organization, 'viewer');
    size := studio_private.page_size(argument);
    place := studio_private.read_cursor(argument);
    page := ARRAY (
        SELECT q FROM studio.saved_query AS q
        WHERE q.organization_id = organization
          AND (place.id IS NULL OR (q.name, q.id) > (place.key, place.id))
          AND (NOT argument ? 'folder_id' OR q.folder_id = (argument ->> 'folder_id')::uuid)
          AND (NOT argument ? 'connection_id' OR q.connection_id = (argument ->> 'connection_id')::uuid)
          AND (NOT argument ? 'search'
               OR strpos(lower(concat_ws(' ', q.name, q.description, q.sql) COLLATE "C"),
                         lower(argument ->> 'search' COLLATE "C")) > 0)
        ORDER BY q.name, q.id LIMIT size + 1);
    RETURN json_build_object(
        'items', (SELECT coalesce(jsonb_agg(studio_private.saved_query_json(page[n]) - 'sql'
                                            || jsonb_build_object('sql_head', left(page[n].sql, 200)) ORDER BY n), '[]')
                  FROM generate_series(1, least(size, cardinality(page))) AS n),
        'next', CASE WHEN cardinality(page) > size THEN studio_private.cursor_at(page[size].name, page[size].id) END);
END
$$;

COMMENT ON FUNCTION studio_private.list_saved_queries(jsonb) IS 'Operation list_saved_queries: by name, with the first 200 characters of each.';

CREATE OR REPLACE FUNCTION studio_private.find_saved_query(argument jsonb) RETURNS studio.saved_query
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kept studio.saved_query;
BEGIN
    SELECT q.* INTO kept FROM studio.saved_query AS q WHERE q.id = (argument ->> 'id')::uuid;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('saved query');
    END IF;
    RETURN kept;
END
$$;

COMMENT ON FUNCTION studio_private.find_saved_query(jsonb) IS 'The saved query of that id, as far as the current account may see it; else ST006.';

CREATE OR REPLACE FUNCTION studio_private.read_saved_query(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    RETURN studio_private.saved_query_json(studio_private.find_saved_query(argument));
END
$$;

COMMENT ON FUNCTION studio_private.read_saved_query(jsonb) IS 'Operation read_saved_query.';

-- The 100 latest versions stay.
CREATE OR REPLACE FUNCTION studio_private.keep_version(query studio.saved_query) RETURNS void
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        INSERT INTO studio.saved_query_version (saved_query_id, version, name, description, sql, saved_by)
            VALUES ($1.id, $1.version, $1.name, $1.description, $1.sql, studio.current_account());
        DELETE FROM studio.saved_query_version AS v WHERE v.saved_query_id = $1.id AND v.version <= $1.version - 100
    $$;

COMMENT ON FUNCTION studio_private.keep_version(studio.saved_query) IS 'Notes the present version of a saved query.';

-- SECURITY DEFINER: private ones of others count too, though nobody sees them.
CREATE OR REPLACE FUNCTION studio_private.saved_query_counts(organization uuid, OUT queries bigint, OUT folders bigint)
    RETURNS record
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT (SELECT count(*) FROM studio.saved_query AS q WHERE q.organization_id = $1),
               (SELECT count(*) FROM studio.saved_query_folder AS f WHERE f.organization_id = $1)
    $$;

COMMENT ON FUNCTION studio_private.saved_query_counts(uuid) IS 'How many saved queries and folders an organization has.';

-- The keys of folder and connection say that they are the organization's; these say that one may see them.
CREATE OR REPLACE FUNCTION studio_private.check_place(organization uuid, folder uuid, connection uuid) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF folder IS NOT NULL
       AND NOT EXISTS (SELECT FROM studio.saved_query_folder AS f WHERE f.id = folder AND f.organization_id = organization) THEN
        PERFORM studio_private.not_found('folder');
    END IF;
    IF connection IS NOT NULL
       AND NOT EXISTS (SELECT FROM studio.connection AS c WHERE c.id = connection AND c.organization_id = organization) THEN
        PERFORM studio_private.not_found('connection');
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.check_place(uuid, uuid, uuid) IS 'Raises ST006 where folder or connection is not one of the organization that the current account sees.';

CREATE OR REPLACE FUNCTION studio_private.create_saved_query(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid;
    highest integer;
    own_highest integer := (SELECT q.saved_queries FROM studio.quota AS q WHERE q.account_id = studio.current_account());
    made studio.saved_query;
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'name name', 'sql sql', 'description? prose or null',
        'folder_id? uuid or null', 'connection_id? uuid or null', 'is_shared? boolean');
    organization := argument ->> 'organization_id';
    PERFORM studio_private.require_role(organization, CASE WHEN (argument ->> 'is_shared')::boolean THEN 'editor' ELSE 'viewer' END);
    PERFORM studio_private.check_place(organization, (argument ->> 'folder_id')::uuid, (argument ->> 'connection_id')::uuid);
    highest := coalesce((SELECT q.saved_queries FROM studio.quota AS q WHERE q.organization_id = organization), 2000);
    IF (studio_private.saved_query_counts(organization)).queries >= highest THEN
        RAISE EXCEPTION 'too many saved queries in this organization'
            USING ERRCODE = '53400', DETAIL = format('It has at most %s.', highest), HINT = 'Delete some.';
    END IF;
    IF (SELECT count(*) FROM studio.saved_query AS s WHERE s.account_id = studio.current_account()) >= own_highest THEN
        RAISE EXCEPTION 'too many saved queries of this account'
            USING ERRCODE = '53400', DETAIL = format('It has at most %s.', own_highest), HINT = 'Delete some.';
    END IF;
    INSERT INTO studio.saved_query (organization_id, account_id, folder_id, connection_id, name, description, sql, is_shared,
                                    changed_by)
        VALUES (organization, studio.current_account(), (argument ->> 'folder_id')::uuid, (argument ->> 'connection_id')::uuid,
                argument ->> 'name', argument ->> 'description', argument ->> 'sql',
                coalesce((argument ->> 'is_shared')::boolean, false), studio.current_account())
        RETURNING * INTO made;
    PERFORM studio_private.keep_version(made);
    RETURN studio_private.saved_query_json(made);
END
$$;

COMMENT ON FUNCTION studio_private.create_saved_query(jsonb) IS 'Operation create_saved_query.';

-- `version`, where it is given, must be the present one: nobody overwrites what he has not seen.
CREATE OR REPLACE FUNCTION studio_private.update_saved_query(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    before studio.saved_query;
    after studio.saved_query;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid', 'name? name', 'sql? sql', 'description? prose or null',
        'folder_id? uuid or null', 'connection_id? uuid or null', 'is_shared? boolean', 'version? integer');
    before := studio_private.find_saved_query(argument);
    PERFORM studio_private.require_role(before.organization_id,
        CASE WHEN before.is_shared OR (argument ->> 'is_shared')::boolean THEN 'editor' ELSE 'viewer' END);
    IF before.is_shared AND argument -> 'is_shared' = 'false' AND before.account_id IS DISTINCT FROM studio.current_account() THEN
        RAISE EXCEPTION 'permission denied to take back a shared query' USING ERRCODE = '42501',
            DETAIL = 'Only who made it can make it private.';
    END IF;
    SELECT q.* INTO before FROM studio.saved_query AS q WHERE q.id = before.id FOR UPDATE;
    IF (argument ->> 'version')::integer <> before.version THEN
        RAISE EXCEPTION 'the query has changed since' USING ERRCODE = '40001',
            DETAIL = format('Its version is %s.', before.version), HINT = 'Read it again.';
    END IF;
    after := jsonb_populate_record(before, argument - '{id,version}'::text[]);
    PERFORM studio_private.check_place(before.organization_id, nullif(after.folder_id, before.folder_id),
                                       nullif(after.connection_id, before.connection_id));
    IF (after.name, after.description, after.sql) IS DISTINCT FROM (before.name, before.description, before.sql) THEN
        after.version := before.version + 1;
    END IF;
    UPDATE studio.saved_query AS q
        SET (folder_id, connection_id, name, description, sql, is_shared, version, changed_at, changed_by)
          = (after.folder_id, after.connection_id, after.name, after.description, after.sql, after.is_shared, after.version,
             now(), studio.current_account())
        WHERE q.id = before.id RETURNING q.* INTO after;
    IF after.version > before.version THEN
        PERFORM studio_private.keep_version(after);
    END IF;
    RETURN studio_private.saved_query_json(after);
END
$$;

COMMENT ON FUNCTION studio_private.update_saved_query(jsonb) IS 'Operation update_saved_query: a changed name, description or text is a new version.';

CREATE OR REPLACE FUNCTION studio_private.delete_saved_query(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    gone studio.saved_query;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    gone := studio_private.find_saved_query(argument);
    PERFORM studio_private.require_role(gone.organization_id,
        CASE WHEN gone.account_id IS DISTINCT FROM studio.current_account() THEN 'admin'
             WHEN gone.is_shared THEN 'editor' ELSE 'viewer' END);
    DELETE FROM studio.saved_query AS q WHERE q.id = gone.id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_saved_query(jsonb) IS 'Operation delete_saved_query: one''s own, or for admins a shared one.';

CREATE OR REPLACE FUNCTION studio_private.list_saved_query_versions(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object(
                       'version', v.version, 'name', v.name, 'saved_at', studio_private.rfc3339(v.saved_at),
                       'saved_by', studio_private.person_json(v.saved_by)) ORDER BY v.version DESC), '[]'), 'next', NULL)
            FROM studio.saved_query_version AS v
            WHERE v.saved_query_id = (studio_private.find_saved_query(argument)).id);
END
$$;

COMMENT ON FUNCTION studio_private.list_saved_query_versions(jsonb) IS 'Operation list_saved_query_versions: the latest first, without their texts.';

CREATE OR REPLACE FUNCTION studio_private.read_saved_query_version(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    version studio.saved_query_version;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid', 'version integer');
    SELECT v.* INTO version FROM studio.saved_query_version AS v
        WHERE v.saved_query_id = (argument ->> 'id')::uuid AND v.version = (argument ->> 'version')::integer;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('version');
    END IF;
    RETURN json_build_object('id', version.saved_query_id, 'version', version.version, 'name', version.name,
        'description', version.description, 'sql', version.sql, 'saved_at', studio_private.rfc3339(version.saved_at),
        'saved_by', studio_private.person_json(version.saved_by));
END
$$;

COMMENT ON FUNCTION studio_private.read_saved_query_version(jsonb) IS 'Operation read_saved_query_version: the whole of one version.';
