-- The query history: written in batches, read page by page along an index, pruned in small batches.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\set as_the_gateway :tests '/cast/as_the_gateway.sql'
\i :enter
\i :as_the_gateway
-- A batch of several accounts; passwords are taken out, long texts cut, what is of no connection left out, and a repeated batch changes nothing.
SELECT jsonb_build_object('items', jsonb_agg(jsonb_build_object('id', md5(n::text)::uuid, 'account_id', public.account(who), 'connection_id', connection, 'sql', sql, 'status', status,
    'started_at', '2026-01-01T00:00:00Z'::timestamptz + n * INTERVAL '1 second', 'duration_ms', n, 'row_count', n))) AS batch
FROM (VALUES (1, 'edda', 'cccccccc-0000-4000-8000-000000000001'::uuid, 'ALTER ROLE a PASSWORD ''geheim''', 'ok'), (2, 'vera', 'cccccccc-0000-4000-8000-000000000001', repeat('x', 20001), 'failed'),
             (3, 'sven', 'cccccccc-0000-4000-8000-000000000002', 'select 3', 'timeout'), (4, 'sven', gen_random_uuid(), 'select 4', 'ok')) v (n, who, connection, sql, status) \gset
SELECT public.ask('nemo', 'append_history', :'batch'), public.ask('nemo', 'append_history', :'batch') AS again;
SELECT o.name, left(sql, 30) AS sql, length(sql), is_cut, status FROM studio.query_history h JOIN studio.organization o ON o.id = h.organization_id WHERE started_at < '2026-02-01' ORDER BY started_at;
SELECT studio_private.without_passwords(sql) FROM (VALUES ('CREATE USER a WITH ENCRYPTED PASSWORD E''it\''s'' LOGIN'), ('create subscription s connection ''host=h password=geheim dbname=d'''),
    ('CREATE USER MAPPING FOR a SERVER s OPTIONS (user ''u'', password ''it''''s'')'), ('select dblink(''postgresql://h/d?user=u&password=geheim&x=1'')'), ('select 1 as passwort'),
    ('alter role a password $x$ge''heim$x$ login'), ('alter role a password $$geheim$$; select $$kept$$'), ('alter role a password ''cut he'), ('alter role a password $$cut he'), ('create role a password NULL')) v (sql);

-- A hundred thousand rows of the north.
INSERT INTO studio.query_history (organization_id, account_id, connection_id, sql, status, started_at, duration_ms)
SELECT :north, CASE n % 4 WHEN 0 THEN public.account('olga') ELSE public.account('edda') END, 'cccccccc-0000-4000-8000-000000000001',
       'select * from table_number_' || n, CASE n % 100 WHEN 7 THEN 'failed' ELSE 'ok' END, '2006-03-01T00:00:00Z'::timestamptz + n * INTERVAL '1 second', n % 1000
FROM generate_series(1, 100000) n;
ANALYZE studio.query_history;
-- Every kind of page walks an index: no scan of the table, no sort.
SELECT v.led_by, string_agg(substring(line FROM '(?:Index|Seq|Bitmap Heap) Scan.*on query_history.*|Sort|Bitmap'), '; ') AS scans
FROM unnest('{account_id,organization_id,connection_id}'::text[]) AS v (led_by),
    public.plan(format('SELECT * FROM (SELECT h.* FROM studio.query_history h WHERE h.%I = %L AND (h.started_at, h.id) < (''2006-03-02'', %L) ORDER BY h.started_at DESC, h.id DESC LIMIT 5000) h WHERE h.status = ''failed'' ORDER BY h.started_at DESC, h.id DESC LIMIT 100', led_by, :north, :north)) AS line
GROUP BY 1 ORDER BY 1;
-- Pages: whole, disjoint, in order, to the end.
CREATE FUNCTION public.pages(who text, argument jsonb, OUT pages bigint, OUT queries bigint, OUT different bigint, OUT in_order boolean) LANGUAGE plpgsql AS $$
DECLARE
    answer jsonb := '{}';
    seen jsonb := '[]';
BEGIN
    pages := 0;
    LOOP
        answer := public.ask(who, 'list_history', argument || jsonb_build_object('after', answer -> 'next'));
        seen := seen || (answer -> 'items');
        pages := pages + 1;
        EXIT WHEN answer ->> 'next' IS NULL;
    END LOOP;
    SELECT count(*), count(DISTINCT q ->> 'id'), coalesce(bool_and(q ->> 'started_at' <= before), true) INTO queries, different, in_order
        FROM (SELECT q, lag(q ->> 'started_at') OVER (ORDER BY n) AS before FROM jsonb_array_elements(seen) WITH ORDINALITY AS e (q, n)) s WHERE true;
END$$;
SELECT * FROM public.pages('olga', jsonb_build_object('scope', 'organization', 'organization_id', :north, 'status', 'failed', 'limit', 500));
SELECT * FROM public.pages('edda', '{"status":"failed","limit":500}');
SELECT * FROM public.pages('vera', '{}');
-- A search that finds one among many answers where it stopped, and goes on from there.
SELECT * FROM public.pages('olga', jsonb_build_object('scope', 'organization', 'organization_id', :north, 'search', 'TABLE_number_4242', 'limit', 500));
SELECT * FROM public.pages('olga', jsonb_build_object('scope', 'organization', 'organization_id', :north, 'search', 'not there at all'));
SELECT jsonb_array_length(public.ask('olga', 'list_history', jsonb_build_object('scope', 'organization', 'organization_id', :north, 'account_id', public.account('olga'), 'min_duration_ms', 990, 'limit', 7)) -> 'items') AS slow_ones_of_olga;
SELECT jsonb_array_length(public.ask('olga', 'list_history', jsonb_build_object('scope', 'organization', 'organization_id', :north, 'connection_id', 'cccccccc-0000-4000-8000-000000000002')) -> 'items') AS of_a_connection_of_the_south;
SELECT public.ask('olga', 'list_history', '{"scope":"organization"}');
SELECT public.ask('olga', 'list_history', '{"status":"good"}');

-- Pruning: what is past the organization's days, some at a time. The south keeps for ten years.
UPDATE studio.organization SET history_days = 3650 WHERE id = :south;
SELECT public.ask('nemo', 'prune_history', '{"limit":500}'), public.ask('nemo', 'prune_history', '{"limit":100}') AS fewer;
-- From where it stopped, and from beyond all organizations.
SELECT public.ask('nemo', 'prune_history', '{"limit":50,"after":"11111111-0000-4000-8000-000000000001"}'), public.ask('nemo', 'prune_history', '{"after":"ffffffff-ffff-ffff-ffff-ffffffffffff"}') AS beyond;
SELECT o.name, count(*) FROM studio.query_history h JOIN studio.organization o ON o.id = h.organization_id GROUP BY 1 ORDER BY 1;
ROLLBACK;
\i :leave
