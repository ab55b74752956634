-- The query history: read by people page by page, written by the gateway in batches, pruned by time.

CREATE OR REPLACE FUNCTION studio_private.history_json(query studio.query_history) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'id', $1.id, 'organization_id', $1.organization_id, 'account', studio_private.person_json($1.account_id),
            'connection_id', $1.connection_id,
            'connection', (SELECT c.name FROM studio.connection AS c WHERE c.id = $1.connection_id),
            'sql', $1.sql, 'is_cut', $1.is_cut, 'status', $1.status, 'started_at', studio_private.rfc3339($1.started_at),
            'duration_ms', $1.duration_ms, 'row_count', $1.row_count, 'error_code', $1.error_code,
            'error_message', $1.error_message)
    $$;

COMMENT ON FUNCTION studio_private.history_json(studio.query_history) IS 'A query of the history as the wire has it.';

-- A page looks at 20,000 rows at most, along the index of what is asked for, so a search that finds little costs no more than
-- one that finds much: it answers what it found and `next`, from where it goes on. The query is put together for the one
-- column that leads; no text of the argument is part of it.
CREATE OR REPLACE FUNCTION studio_private.history_page(argument jsonb, led_by text, value uuid, size integer,
        OUT page studio.query_history[], OUT next text) RETURNS record
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    reach CONSTANT integer := 20000;
    place record := studio_private.time_cursor(argument);
    ahead CONSTANT text := format('SELECT h.* FROM studio.query_history AS h WHERE h.%I = $1 AND (h.started_at, h.id) < ($2, $3)'
                                  ' ORDER BY h.started_at DESC, h.id DESC', led_by);
    last_one record;
BEGIN
    EXECUTE format($query$
        SELECT ARRAY (SELECT ROW(h.*)::studio.query_history FROM (%s LIMIT %s) AS h
            WHERE ($4 ->> 'status' IS NULL OR h.status = $4 ->> 'status')
              AND ($4 ->> 'organization_id' IS NULL OR h.organization_id = ($4 ->> 'organization_id')::uuid)
              AND ($4 ->> 'connection_id' IS NULL OR h.connection_id = ($4 ->> 'connection_id')::uuid)
              AND ($4 ->> 'account_id' IS NULL OR h.account_id = ($4 ->> 'account_id')::uuid)
              AND ($4 ->> 'min_duration_ms' IS NULL OR h.duration_ms >= ($4 ->> 'min_duration_ms')::double precision)
              AND ($4 ->> 'search' IS NULL OR strpos(lower(h.sql), lower($4 ->> 'search')) > 0)
            ORDER BY h.started_at DESC, h.id DESC LIMIT $5)$query$, ahead, reach)
        INTO page USING value, place.moment, place.id, argument, size + 1;
    IF cardinality(page) > size THEN
        page := page[:size];
        next := studio_private.cursor_at(studio_private.time_key(page[size].started_at), page[size].id);
    ELSE
        EXECUTE format('%s OFFSET %s LIMIT 1', ahead, reach - 1) INTO last_one USING value, place.moment, place.id;
        next := studio_private.cursor_at(studio_private.time_key(last_one.started_at), last_one.id);
    END IF;
END
$$;

COMMENT ON FUNCTION studio_private.history_page(jsonb, text, uuid, integer) IS 'The queries of a page, the latest first, and where the next one begins.';

CREATE OR REPLACE FUNCTION studio_private.list_history(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self uuid := studio_private.require_account();
    organization uuid;
    found_ones record;
BEGIN
    PERFORM studio_private.check_fields(argument, 'scope? mine|organization', 'organization_id? uuid', 'connection_id? uuid',
        'account_id? uuid', 'status? ok|failed|cancelled|timeout', 'min_duration_ms? integer', 'search? name',
        'limit? integer', 'after? text or null');
    IF argument ->> 'scope' = 'organization' THEN
        IF NOT argument ? 'organization_id' THEN
            RAISE EXCEPTION 'field "organization_id" is missing' USING ERRCODE = '22023';
        END IF;
        organization := argument ->> 'organization_id';
        PERFORM studio_private.require_role(organization, 'admin');
        IF argument ? 'connection_id' THEN
            found_ones := studio_private.history_page(argument, 'connection_id', (argument ->> 'connection_id')::uuid,
                                                      studio_private.page_size(argument));
        ELSE
            found_ones := studio_private.history_page(argument, 'organization_id', organization,
                                                      studio_private.page_size(argument));
        END IF;
    ELSE
        found_ones := studio_private.history_page(argument, 'account_id', self, studio_private.page_size(argument));
    END IF;
    RETURN json_build_object(
        'items', (SELECT coalesce(json_agg(studio_private.history_json(q) ORDER BY q.started_at DESC, q.id DESC), '[]')
                  FROM unnest(found_ones.page) AS q),
        'next', found_ones.next);
END
$$;

COMMENT ON FUNCTION studio_private.list_history(jsonb) IS 'Operation list_history: one''s own queries, or for admins the organization''s.';

-- What stands after PASSWORD as a literal, and after password= in a connection string.
CREATE OR REPLACE FUNCTION studio_private.without_passwords(sql text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT CASE WHEN strpos(lower($1), 'password') = 0 THEN $1 ELSE
            regexp_replace(regexp_replace($1,
                $one$(password\s+)(?:U&|E)?'(?:[^'\\]|''|\\.)*'$one$, $one$\1'…'$one$, 'gi'),
                $one$(password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s'&]+)$one$, $one$\1…$one$, 'gi') END
    $$;

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
        SELECT q.id, c.organization_id, q.account_id, q.connection_id, left(studio_private.without_passwords(q.sql), 20000),
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
-- are among them. Answers how many rows went; as many as `limit` means that there may be more.
CREATE OR REPLACE FUNCTION studio_private.prune_history(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    deleted integer;
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'limit? integer');
    WITH RECURSIVE logged (id) AS (
        (SELECT h.organization_id FROM studio.query_history AS h ORDER BY h.organization_id LIMIT 1)
        UNION ALL
        SELECT (SELECT h.organization_id FROM studio.query_history AS h WHERE h.organization_id > l.id
                ORDER BY h.organization_id LIMIT 1)
        FROM logged AS l WHERE l.id IS NOT NULL)
    DELETE FROM studio.query_history AS h
        WHERE h.ctid = ANY (ARRAY (
            SELECT old.ctid FROM logged AS l LEFT JOIN studio.organization AS o ON o.id = l.id
                CROSS JOIN LATERAL (
                    SELECT q.ctid FROM studio.query_history AS q
                    WHERE q.organization_id = l.id
                      AND q.started_at < coalesce(now() - make_interval(days => o.history_days), 'infinity')
                    LIMIT studio_private.page_size(argument)) AS old
            LIMIT studio_private.page_size(argument)));
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN json_build_object('deleted', deleted);
END
$$;

COMMENT ON FUNCTION studio_private.prune_history(jsonb) IS 'Operation prune_history: a small batch of what is past its organization''s history_days.';
