-- Folders of saved queries.

CREATE OR REPLACE FUNCTION studio_private.folder_json(folder studio.saved_query_folder) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'id', $1.id, 'organization_id', $1.organization_id, 'parent_id', p.id, 'name', $1.name, 'is_shared', $1.is_shared,
            'created_at', studio_private.rfc3339($1.created_at), 'created_by', studio_private.person_json($1.account_id))
        FROM (VALUES (1)) AS one LEFT JOIN studio.saved_query_folder AS p ON p.id = $1.parent_id
    $$;

COMMENT ON FUNCTION studio_private.folder_json(studio.saved_query_folder) IS 'A folder as the wire has it; a parent that one may not see is none.';

CREATE OR REPLACE FUNCTION studio_private.list_folders(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid');
    PERFORM studio_private.require_role((argument ->> 'organization_id')::uuid, 'viewer');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(studio_private.folder_json(f) ORDER BY f.name, f.id), '[]'),
                                     'next', NULL)
            FROM studio.saved_query_folder AS f WHERE f.organization_id = (argument ->> 'organization_id')::uuid);
END
$$;

COMMENT ON FUNCTION studio_private.list_folders(jsonb) IS 'Operation list_folders: all that one sees, by name; parent_id makes the tree.';

CREATE OR REPLACE FUNCTION studio_private.find_folder(argument jsonb) RETURNS studio.saved_query_folder
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    folder studio.saved_query_folder;
BEGIN
    SELECT f.* INTO folder FROM studio.saved_query_folder AS f WHERE f.id = (argument ->> 'id')::uuid;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('folder');
    END IF;
    RETURN folder;
END
$$;

COMMENT ON FUNCTION studio_private.find_folder(jsonb) IS 'The folder of that id, as far as the current account may see it; else ST006.';

CREATE OR REPLACE FUNCTION studio_private.create_folder(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization uuid;
    made studio.saved_query_folder;
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'name name', 'parent_id? uuid or null',
                                        'is_shared? boolean');
    organization := argument ->> 'organization_id';
    PERFORM studio_private.require_role(organization, CASE WHEN (argument ->> 'is_shared')::boolean THEN 'editor' ELSE 'viewer' END);
    PERFORM studio_private.check_place(organization, (argument ->> 'parent_id')::uuid, NULL);
    IF (studio_private.saved_query_counts(organization)).folders >= 500 THEN
        RAISE EXCEPTION 'too many folders in this organization'
            USING ERRCODE = '53400', DETAIL = 'It has at most 500.', HINT = 'Delete some.';
    END IF;
    INSERT INTO studio.saved_query_folder (organization_id, account_id, parent_id, name, is_shared)
        VALUES (organization, studio.current_account(), (argument ->> 'parent_id')::uuid, argument ->> 'name',
                coalesce((argument ->> 'is_shared')::boolean, false)) RETURNING * INTO made;
    RETURN studio_private.folder_json(made);
END
$$;

COMMENT ON FUNCTION studio_private.create_folder(jsonb) IS 'Operation create_folder.';

CREATE OR REPLACE FUNCTION studio_private.update_folder(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    folder studio.saved_query_folder;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid', 'name? name', 'parent_id? uuid or null');
    folder := studio_private.find_folder(argument);
    PERFORM studio_private.require_role(folder.organization_id, CASE WHEN folder.is_shared THEN 'editor' ELSE 'viewer' END);
    PERFORM studio_private.check_place(folder.organization_id, (argument ->> 'parent_id')::uuid, NULL);
    UPDATE studio.saved_query_folder AS f
        SET name = coalesce(argument ->> 'name', f.name),
            parent_id = CASE WHEN argument ? 'parent_id' THEN (argument ->> 'parent_id')::uuid ELSE f.parent_id END
        WHERE f.id = folder.id RETURNING f.* INTO folder;
    RETURN studio_private.folder_json(folder);
END
$$;

COMMENT ON FUNCTION studio_private.update_folder(jsonb) IS 'Operation update_folder: renames or moves it.';

CREATE OR REPLACE FUNCTION studio_private.delete_folder(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    gone studio.saved_query_folder;
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    gone := studio_private.find_folder(argument);
    PERFORM studio_private.require_role(gone.organization_id,
        CASE WHEN gone.account_id IS DISTINCT FROM studio.current_account() THEN 'admin'
             WHEN gone.is_shared THEN 'editor' ELSE 'viewer' END);
    DELETE FROM studio.saved_query_folder AS f WHERE f.id = gone.id;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_folder(jsonb) IS 'Operation delete_folder: with the folders in it; the queries in them move to the top.';
