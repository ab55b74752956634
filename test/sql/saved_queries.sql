-- Saved queries: versions, folders, sharing, and who changes whose.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter

-- Versions: each change of name, description or text is one; where it lies is none.
SELECT public.ask('edda', 'create_saved_query', jsonb_build_object('organization_id', :north, 'name', 'totals', 'sql', 'select 1', 'description', 'for all')) AS made \gset
SELECT :'made'::jsonb - '{id,created_at,changed_at,created_by,changed_by}'::text[] AS made;
SELECT jsonb_build_object('id', :'made'::jsonb -> 'id') AS it \gset
SELECT public.ask('edda', 'update_saved_query', :'it'::jsonb || '{"sql":"select 2","version":1}') ->> 'version' AS version;
SELECT public.ask('edda', 'update_saved_query', :'it'::jsonb || '{"sql":"select 3","version":1}');
SELECT public.ask('edda', 'update_saved_query', :'it'::jsonb || '{"folder_id":"ffffffff-0000-4000-8000-000000000001","connection_id":"cccccccc-0000-4000-8000-000000000001"}') ->> 'version' AS version;
SELECT v ->> 'version' AS version, v ->> 'name' AS name, v #>> '{saved_by,name}' AS saved_by FROM jsonb_array_elements(public.ask('edda', 'list_saved_query_versions', :'it') -> 'items') v;
SELECT public.ask('edda', 'read_saved_query_version', :'it'::jsonb || '{"version":1}') ->> 'sql' AS first_text;
SELECT public.ask('edda', 'read_saved_query_version', :'it'::jsonb || '{"version":7}');
SELECT count(public.ask('edda', 'update_saved_query', :'it'::jsonb || jsonb_build_object('sql', 'select ' || n))) FROM generate_series(1000, 1119) n;
SELECT count(*), min(version), max(version) FROM studio.saved_query_version WHERE saved_query_id = (:'it'::jsonb ->> 'id')::uuid;

-- What is another organization's cannot be referred to.
SELECT public.ask('edda', 'update_saved_query', :'it'::jsonb || '{"folder_id":"ffffffff-0000-4000-8000-000000000002"}');
SELECT public.ask('edda', 'update_saved_query', :'it'::jsonb || '{"connection_id":"cccccccc-0000-4000-8000-000000000002"}');
SELECT public.ask('edda', 'create_folder', jsonb_build_object('organization_id', :north, 'name', 'x', 'parent_id', 'ffffffff-0000-4000-8000-000000000002'));

-- Shared: all see it, editors change it, its maker takes it back, an admin deletes it.
SELECT public.ask('adam', 'read_saved_query', :'it');
SELECT public.ask('edda', 'update_saved_query', :'it'::jsonb || '{"is_shared":true}') ->> 'is_shared' AS is_shared;
SELECT public.ask('vera', 'read_saved_query', :'it') ->> 'name' AS vera_sees;
SELECT public.ask('vera', 'update_saved_query', :'it'::jsonb || '{"name":"x"}');
SELECT public.ask('olga', 'update_saved_query', :'it'::jsonb || '{"name":"grand totals"}') #>> '{changed_by,name}' AS changed_by;
SELECT public.ask('olga', 'update_saved_query', :'it'::jsonb || '{"is_shared":false}');
SELECT public.ask('vera', 'create_saved_query', jsonb_build_object('organization_id', :north, 'name', 'mine', 'sql', 'select 1')) ->> 'is_shared' AS is_shared;
SELECT q ->> 'name' AS name, q ->> 'sql_head' AS sql_head FROM jsonb_array_elements(public.ask('vera', 'list_saved_queries', jsonb_build_object('organization_id', :north)) -> 'items') q;
SELECT q ->> 'name' AS name FROM jsonb_array_elements(public.ask('vera', 'list_saved_queries', jsonb_build_object('organization_id', :north, 'search', 'GRAND')) -> 'items') q;
SELECT q ->> 'name' AS name FROM jsonb_array_elements(public.ask('vera', 'list_saved_queries', jsonb_build_object('organization_id', :north, 'folder_id', 'ffffffff-0000-4000-8000-000000000001')) -> 'items') q;
SELECT public.ask('vera', 'list_saved_queries', jsonb_build_object('organization_id', :north, 'limit', 2)) AS page \gset
SELECT jsonb_array_length(:'page'::jsonb -> 'items') AS on_first, q #>> '{items,0,name}' AS first_of_next, q -> 'next' AS next
FROM public.ask('vera', 'list_saved_queries', jsonb_build_object('organization_id', :north, 'limit', 2, 'after', :'page'::jsonb ->> 'next')) q;

-- Folders are a tree of at most eight levels; a query in a folder that goes moves to the top, as one with a connection that goes keeps its text.
SELECT public.ask('edda', 'create_folder', jsonb_build_object('organization_id', :north, 'name', 'inner', 'parent_id', 'ffffffff-0000-4000-8000-000000000001', 'is_shared', true)) ->> 'id' AS inner_folder \gset
SELECT public.ask('edda', 'update_folder', jsonb_build_object('id', 'ffffffff-0000-4000-8000-000000000001', 'parent_id', :'inner_folder'));
DO $$DECLARE above uuid := 'ffffffff-0000-4000-8000-000000000001';
BEGIN
    FOR level IN 2..9 LOOP
        above := public.ask('edda', 'create_folder', jsonb_build_object('organization_id', '11111111-0000-4000-8000-000000000001', 'name', 'level', 'parent_id', above)) ->> 'id';
        RAISE NOTICE 'level %', level;
    END LOOP;
END$$;
SELECT public.ask('olga', 'delete_folder', '{"id":"ffffffff-0000-4000-8000-000000000001"}'), public.ask('olga', 'delete_connection', '{"id":"cccccccc-0000-4000-8000-000000000001"}');
SELECT q -> 'folder_id' AS folder, q -> 'connection_id' AS connection, q ->> 'sql' AS sql FROM public.ask('edda', 'read_saved_query', :'it') q;
SELECT public.ask('adam', 'delete_saved_query', :'it');
-- As many as the organization may have.
UPDATE studio.quota SET saved_queries = 4 WHERE organization_id = :north;
SELECT public.ask('edda', 'create_saved_query', jsonb_build_object('organization_id', :north, 'name', 'one too many', 'sql', '')) ->> 'name' AS name;
SELECT public.ask('edda', 'create_saved_query', jsonb_build_object('organization_id', :north, 'name', 'one too many', 'sql', ''));
\i :leave
