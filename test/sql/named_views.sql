-- Named views: of one relation of one connection, sharing, and who changes whose.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter

SELECT jsonb_build_object('connection_id', 'cccccccc-0000-4000-8000-000000000001', 'relation_schema', 'public', 'relation_name', 'film') AS film \gset
SELECT public.ask('vera', 'create_named_view', :'film'::jsonb || '{"name":"late ones","view":{"sort":"-due","filter":[{"column":"due","is":"null"}]}}') AS made \gset
SELECT :'made'::jsonb - '{id,created_at,changed_at,created_by,changed_by}'::text[] AS made, :'made'::jsonb #>> '{created_by,name}' AS by;
SELECT jsonb_build_object('id', :'made'::jsonb ->> 'id') AS it \gset
SELECT v ->> 'name' AS name, v -> 'is_shared' AS is_shared FROM jsonb_array_elements(public.ask('vera', 'list_named_views', :'film') -> 'items') v;
-- Another relation of that name, and another account, have none of it.
SELECT public.ask('vera', 'list_named_views', :'film'::jsonb || '{"relation_schema":"Public"}') -> 'items' AS items;
SELECT public.ask('edda', 'read_named_view', :'it');
SELECT public.ask('edda', 'update_named_view', :'it'::jsonb || '{"name":"x"}');
SELECT public.ask('olga', 'delete_named_view', :'it');
-- A viewer keeps views, and shares none.
SELECT public.ask('vera', 'update_named_view', :'it'::jsonb || '{"is_shared":true}');
SELECT public.ask('vera', 'update_named_view', :'it'::jsonb || '{"name":"later ones","version":1}') -> 'version' AS version;
SELECT public.ask('vera', 'update_named_view', :'it'::jsonb || '{"view":{},"version":1}');
SELECT public.ask('vera', 'read_named_view', :'it') -> 'view' AS view;
-- Editors change shared ones, who made it takes it back, admins delete it.
SELECT public.ask('edda', 'update_named_view', '{"id":"88888888-0000-4000-8000-000000000001","view":{"search":"x"}}') #>> '{changed_by,name}' AS changed_by;
SELECT public.ask('edda', 'update_named_view', '{"id":"88888888-0000-4000-8000-000000000001","is_shared":false}');
SELECT public.ask('olga', 'update_named_view', '{"id":"88888888-0000-4000-8000-000000000001","is_shared":false}') -> 'is_shared' AS is_shared;
SELECT public.ask('adam', 'delete_named_view', '{"id":"88888888-0000-4000-8000-000000000001"}');
-- What is no view, too long, or of a connection that one does not see.
SELECT public.ask('vera', 'create_named_view', :'film'::jsonb || '{"name":"x","view":[]}');
SELECT public.ask('vera', 'create_named_view', :'film'::jsonb || jsonb_build_object('name', 'x', 'view', jsonb_build_object('search', repeat('x', 100000))));
SELECT public.ask('vera', 'create_named_view', :'film'::jsonb || '{"connection_id":"cccccccc-0000-4000-8000-000000000002","name":"x","view":{}}');
SELECT public.ask('vera', 'create_named_view', :'film'::jsonb || jsonb_build_object('relation_name', repeat('ä', 32), 'name', 'x', 'view', '{}'::jsonb));
-- As many as an account may have; in pages.
DO $$BEGIN
    PERFORM public.ask('vera', 'create_named_view', jsonb_build_object('connection_id', 'cccccccc-0000-4000-8000-000000000001', 'relation_schema', 'public', 'relation_name', 'actor', 'name', 'n ' || n, 'view', '{}'::jsonb))
    FROM generate_series(2, 500) n;
END$$;
SELECT public.ask('vera', 'create_named_view', :'film'::jsonb || '{"name":"one too many","view":{}}');
SELECT public.ask('vera', 'list_named_views', :'film'::jsonb || '{"relation_name":"actor","limit":2}') AS page \gset
SELECT jsonb_array_length(:'page'::jsonb -> 'items') AS on_first, q #>> '{items,0,name}' AS first_of_next
FROM public.ask('vera', 'list_named_views', :'film'::jsonb || jsonb_build_object('relation_name', 'actor', 'limit', 2, 'after', :'page'::jsonb ->> 'next')) q;
-- They go with their connection, and private ones with their maker.
SELECT public.ask('olga', 'delete_connection', '{"id":"cccccccc-0000-4000-8000-000000000001"}');
SELECT count(*) FROM studio.named_view WHERE organization_id = :north;
\i :leave
