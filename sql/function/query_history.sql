-- The query history: read by people page by page, written by the gateway in batches, pruned by time.

-- A page looks at 5,000 rows at most, along the index of what is asked for, so a search that finds little costs no more than
-- one that finds much: it answers what it found and `next`, from where it goes on. The query is put together for the one
-- column that leads; no text of the argument is part of it. Letters beyond ASCII are searched as they are: folding them all
-- would cost ten times as much.
CREATE OR REPLACE FUNCTION studio_private.history_page(argument jsonb, led_by text, value uuid) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    reach CONSTANT integer := 5000;
    size CONSTANT integer := studio_private.page_size(argument);
    place record := studio_private.time_cursor(argument);
    ahead CONSTANT text := format('SELECT h.* FROM studio.query_history AS h WHERE h.%I = $1 AND (h.started_at, h.id) < ($2, $3)'
                                  ' ORDER BY h.started_at DESC, h.id DESC', led_by);
    found_ones integer;
    items json;
    last_time timestamptz;
    last_id uuid;
BEGIN
    EXECUTE format($query$
        WITH page AS MATERIALIZED (
            SELECT h.* FROM (%s LIMIT %s) AS h
            WHERE ($4 IS NULL OR h.status = $4) AND ($5 IS NULL OR h.organization_id = $5)
              AND ($6 IS NULL OR h.connection_id = $6) AND ($7 IS NULL OR h.account_id = $7)
              AND ($8 IS NULL OR h.duration_ms >= $8)
              AND ($9 IS NULL OR strpos(lower(h.sql COLLATE "C"), lower($9 COLLATE "C")) > 0)
            ORDER BY h.started_at DESC, h.id DESC LIMIT $10)
        SELECT json_agg(json_build_object(
                   'id', p.id, 'organization_id', p.organization_id,
                   'account', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END,
                   'connection_id', p.connection_id, 'connection', c.name, 'sql', p.sql, 'is_cut', p.is_cut, 'status', p.status,
                   'started_at', to_char(p.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                   'duration_ms', p.duration_ms, 'row_count', p.row_count, 'error_code', p.error_code,
                   'error_message', p.error_message) ORDER BY p.started_at DESC, p.id DESC),
               count(*), (array_agg(p.started_at ORDER BY p.started_at DESC, p.id DESC))[$10] AS started_at,
               (array_agg(p.id ORDER BY p.started_at DESC, p.id DESC))[$10] AS id
        FROM page AS p LEFT JOIN studio.account AS a ON a.id = p.account_id
            LEFT JOIN studio.connection AS c ON c.id = p.connection_id$query$, ahead, reach)
        INTO items, found_ones, last_time, last_id
        USING value, place.moment, place.id, argument ->> 'status', (argument ->> 'organization_id')::uuid,
              (argument ->> 'connection_id')::uuid, (argument ->> 'account_id')::uuid,
              (argument ->> 'min_duration_ms')::double precision, argument ->> 'search', size;
    -- A page that is not full has looked at all within reach: beyond that it goes on, if there is a beyond.
    IF found_ones < size THEN
        EXECUTE format('SELECT h.started_at, h.id FROM (%s OFFSET %s LIMIT 1) AS h', ahead, reach - 1) INTO last_time, last_id
            USING value, place.moment, place.id;
    END IF;
    RETURN json_build_object('items', coalesce(items, '[]'),
        'next', studio_private.cursor_at(studio_private.time_key(last_time), last_id));
END
$$;

COMMENT ON FUNCTION studio_private.history_page(jsonb, text, uuid) IS 'A page of the history, the latest first, and where the next one begins.';

CREATE OR REPLACE FUNCTION studio_private.list_history(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self uuid := studio_private.require_account();
BEGIN
    PERFORM studio_private.check_fields(argument, 'scope? mine|organization', 'organization_id? uuid', 'connection_id? uuid',
        'account_id? uuid', 'status? ok|failed|cancelled|timeout', 'min_duration_ms? integer', 'search? name',
        'limit? integer', 'after? text or null');
    IF argument ->> 'scope' IS DISTINCT FROM 'organization' THEN
        RETURN studio_private.history_page(argument, 'account_id', self);
    END IF;
    IF NOT argument ? 'organization_id' THEN
        RAISE EXCEPTION 'field "organization_id" is missing' USING ERRCODE = '22023';
    END IF;
    PERFORM studio_private.require_role((argument ->> 'organization_id')::uuid, 'admin');
    IF argument ? 'connection_id' THEN
        RETURN studio_private.history_page(argument, 'connection_id', (argument ->> 'connection_id')::uuid);
    END IF;
    RETURN studio_private.history_page(argument, 'organization_id', (argument ->> 'organization_id')::uuid);
END
$$;

COMMENT ON FUNCTION studio_private.list_history(jsonb) IS 'Operation list_history: one''s own queries, or for admins the organization''s.';

-- What stands after PASSWORD as a literal of either kind, and after password= in a connection string. A text that was cut may
-- end inside one.
CREATE OR REPLACE FUNCTION studio_private.without_passwords(sql text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $function$
        SELECT regexp_replace(regexp_replace(regexp_replace($1,
                $one$(password\s+)(?:U&|E)?'(?:[^'\\]|''|\\.)*(?:'|$)$one$, $one$\1'…'$one$, 'gi'),
            $two$(password\s+?)(\$\w*?\$)(?:.*?)(?:\2|$)$two$, $two$\1\2…\2$two$, 'gi'),
            $three$(password\s*=\s*)(?:'(?:[^'\\]|\\.)*(?:'|$)|[^\s'&]+)$three$, $three$\1…$three$, 'gi')
    $function$;

COMMENT ON FUNCTION studio_private.without_passwords(text) IS 'The text of a statement with the passwords in it taken out.';

-- SECURITY DEFINER: a batch is of many accounts, and no policy lets anybody write the history. What is not of its organization
-- any more is left out.
CREATE OR REPLACE FUNCTION studio_private.append_history(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    written integer;
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'items array');
    INSERT INTO studio.query_history (id, organization_id, account_id, connection_id, sql, is_cut, status, started_at, duration_ms,
                                      row_count, error_code, error_message)
        SELECT q.id, c.organization_id, q.account_id, q.connection_id,
               left(CASE WHEN q.sql ~* 'password' THEN studio_private.without_passwords(q.sql) ELSE q.sql END, 20000),
               coalesce(q.is_cut, false) OR char_length(q.sql) > 20000, q.status, q.started_at, q.duration_ms, q.row_count,
               q.error_code, left(q.error_message, 1000)
        FROM jsonb_to_recordset(argument -> 'items') AS q (id uuid, account_id uuid, connection_id uuid, sql text, is_cut boolean,
                 status text, started_at timestamptz, duration_ms double precision, row_count bigint, error_code text,
                 error_message text)
            JOIN studio.connection AS c ON c.id = q.connection_id
        ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN json_build_object('written', written);
END
$$;

COMMENT ON FUNCTION studio_private.append_history(jsonb) IS 'Operation append_history: a batch of queries that ended.';

-- SECURITY DEFINER: as above. The organizations of the log are walked along its index, one probe each: those that are gone
-- are among them. The walk begins at `after` and goes no further than it must, so that a batch does not pass again and again by
-- what the ones before it have emptied. Answers how many rows went, and in `next` where to go on where there may be more.
CREATE OR REPLACE FUNCTION studio_private.prune_history(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    size CONSTANT integer := studio_private.page_size(argument);
    first CONSTANT uuid := coalesce(argument ->> 'after', '00000000-0000-0000-0000-000000000000');
    deleted integer;
    last uuid;
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'limit? integer', 'after? uuid or null');
    WITH RECURSIVE logged (id) AS (
        (SELECT h.organization_id FROM studio.query_history AS h WHERE h.organization_id >= first ORDER BY h.organization_id LIMIT 1)
        UNION ALL
        SELECT (SELECT h.organization_id FROM studio.query_history AS h WHERE h.organization_id > l.id
                ORDER BY h.organization_id LIMIT 1)
        FROM logged AS l WHERE l.id IS NOT NULL),
    gone AS (
        DELETE FROM studio.query_history AS h
        WHERE h.ctid = ANY (ARRAY (
            SELECT old.ctid FROM logged AS l CROSS JOIN LATERAL (
                SELECT q.ctid FROM studio.query_history AS q
                WHERE q.organization_id = l.id
                  AND q.started_at < coalesce(now() - make_interval(days =>
                      (SELECT o.history_days FROM studio.organization AS o WHERE o.id = l.id)), 'infinity')
                LIMIT size) AS old
            LIMIT size))
        RETURNING h.organization_id)
    SELECT count(*), (array_agg(g.organization_id ORDER BY g.organization_id DESC))[1] INTO deleted, last FROM gone AS g;
    RETURN json_build_object('deleted', deleted, 'next', CASE WHEN deleted = size THEN last END);
END
$$;

COMMENT ON FUNCTION studio_private.prune_history(jsonb) IS 'Operation prune_history: a small batch of what is past its organization''s history_days.';
