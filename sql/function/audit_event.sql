-- The audit trail: read page by page, written by triggers (function/trigger.sql) and by the gateway, pruned by time.

-- As history_page: at most 5,000 rows along one index, and one query for each kind of page.
CREATE OR REPLACE FUNCTION studio_private.audit_page(argument jsonb, kind text) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    reach CONSTANT integer := 5000;
    size CONSTANT integer := studio_private.page_size(argument);
    place record := studio_private.time_cursor(argument);
    value uuid := CASE kind WHEN 'mine' THEN studio.current_account() ELSE (argument ->> 'organization_id')::uuid END;
    ahead CONSTANT text := format(
        'SELECT e.* FROM studio.audit_event AS e WHERE %s AND (e.occurred_at, e.id) < ($2, $3)'
        ' ORDER BY e.occurred_at DESC, e.id DESC',
        CASE kind WHEN 'mine' THEN 'e.account_id = $1' WHEN 'organization' THEN 'e.organization_id = $1'
                  ELSE 'e.organization_id IS NULL' END);
    members uuid[] := CASE kind WHEN 'sign_ins' THEN ARRAY (SELECT studio.members_of(ARRAY[value])) END;
    page studio.audit_event[];
    last_time timestamptz;
    last_id uuid;
BEGIN
    EXECUTE format($query$
        SELECT ARRAY (SELECT ROW(e.*)::studio.audit_event FROM (%s LIMIT %s) AS e
            WHERE ($4 IS NULL OR e.action = $4) AND ($5 IS NULL OR e.account_id = $5) AND ($6 IS NULL OR e.account_id = ANY ($6))
            ORDER BY e.occurred_at DESC, e.id DESC LIMIT $7)$query$, ahead, reach)
        INTO page USING value, place.moment, place.id, argument ->> 'action', (argument ->> 'account_id')::uuid, members, size;
    IF cardinality(page) = size THEN
        last_time := page[size].occurred_at;
        last_id := page[size].id;
    ELSE
        EXECUTE format('SELECT e.occurred_at, e.id FROM (%s OFFSET %s LIMIT 1) AS e', ahead, reach - 1) INTO last_time, last_id
            USING value, place.moment, place.id;
    END IF;
    RETURN json_build_object(
        'items', (SELECT coalesce(json_agg(json_build_object(
                      'id', e.id, 'occurred_at', to_char(e.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                      'organization_id', e.organization_id,
                      'account', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END,
                      'role_name', e.role_name, 'action', e.action, 'subject_id', e.subject_id, 'subject_name', e.subject_name,
                      'detail', e.detail, 'address', e.address) ORDER BY e.occurred_at DESC, e.id DESC), '[]')
                  FROM unnest(page) AS e LEFT JOIN studio.account AS a ON a.id = e.account_id),
        'next', studio_private.cursor_at(studio_private.time_key(last_time), last_id));
END
$$;

COMMENT ON FUNCTION studio_private.audit_page(jsonb, text) IS 'A page of the trail, the latest first, and where the next one begins; kind: mine, organization or sign_ins.';

CREATE OR REPLACE FUNCTION studio_private.list_audit(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kind text := coalesce(argument ->> 'scope', 'mine');
BEGIN
    PERFORM studio_private.require_account();
    PERFORM studio_private.check_fields(argument, 'scope? mine|organization|sign_ins', 'organization_id? uuid',
                                        'account_id? uuid', 'action? name', 'limit? integer', 'after? text or null');
    IF kind <> 'mine' THEN
        IF NOT argument ? 'organization_id' THEN
            RAISE EXCEPTION 'field "organization_id" is missing' USING ERRCODE = '22023';
        END IF;
        PERFORM studio_private.require_role((argument ->> 'organization_id')::uuid,
                                            CASE kind WHEN 'sign_ins' THEN 'owner' ELSE 'admin' END);
    END IF;
    RETURN studio_private.audit_page(argument, kind);
END
$$;

COMMENT ON FUNCTION studio_private.list_audit(jsonb) IS 'Operation list_audit: what one did oneself, the trail of an organization (admins), or the sign-ins of its members (owners).';

-- Whose sign-in failed, as far as the name says it: an owner looks for the failures of his members.
CREATE OR REPLACE FUNCTION studio_private.account_named(method text, name text) RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    RETURN CASE method
        WHEN 'email' THEN (SELECT a.id FROM studio.account AS a WHERE lower(a.email) = lower(name))
        WHEN 'account' THEN (SELECT a.id FROM studio.account AS a WHERE a.id::text = name)
        WHEN 'role' THEN (SELECT a.id FROM studio.account AS a JOIN pg_roles AS r ON r.oid = a.role WHERE r.rolname = name)
    END;
END
$$;

COMMENT ON FUNCTION studio_private.account_named(text, text) IS 'The account of an e-mail address, an id or a role, by what the method says that the name is; NULL for none.';

-- SECURITY DEFINER: a failed sign-in is nobody's, and no policy lets anybody write the trail. What is no event, or above 10 kB, is
-- left out: one bad item must not cost the batch.
CREATE OR REPLACE FUNCTION studio_private.append_audit(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    written integer;
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'items array');
    INSERT INTO studio.audit_event (occurred_at, organization_id, account_id, action, subject_id, subject_name, detail, address)
        SELECT coalesce(e.occurred_at, clock_timestamp()), e.organization_id,
               coalesce(e.account_id, CASE e.action WHEN 'sign_in_failed' THEN
                   studio_private.account_named(e.detail ->> 'method', e.subject_name) END), e.action, e.subject_id,
               left(studio_private.without_passwords(e.subject_name), 1000), e.detail, left(e.address, 64)
        FROM jsonb_to_recordset(argument -> 'items') AS e (occurred_at timestamptz, organization_id uuid, account_id uuid,
                 action text, subject_id uuid, subject_name text, detail jsonb, address text)
        WHERE e.action ~ '^[a-z][a-z_]{0,62}$' AND (pg_column_size(e.detail) <= 10000 OR e.detail IS NULL);
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN json_build_object('written', written);
END
$$;

COMMENT ON FUNCTION studio_private.append_audit(jsonb) IS 'Operation append_audit: a batch of events that only the gateway knows.';

-- SECURITY DEFINER: as prune_history. Events of no organization are kept for a year, and come last.
CREATE OR REPLACE FUNCTION studio_private.prune_audit(argument jsonb) RETURNS json
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
        (SELECT e.organization_id FROM studio.audit_event AS e WHERE e.organization_id >= first ORDER BY e.organization_id LIMIT 1)
        UNION ALL
        SELECT (SELECT e.organization_id FROM studio.audit_event AS e WHERE e.organization_id > l.id
                ORDER BY e.organization_id LIMIT 1)
        FROM logged AS l WHERE l.id IS NOT NULL),
    past (place) AS (
        SELECT old.ctid FROM logged AS l CROSS JOIN LATERAL (
            SELECT e.ctid FROM studio.audit_event AS e
            WHERE e.organization_id = l.id
              AND e.occurred_at < coalesce(now() - make_interval(days =>
                  (SELECT o.audit_days FROM studio.organization AS o WHERE o.id = l.id)), 'infinity')
            LIMIT size) AS old
        UNION ALL
        SELECT e.ctid FROM studio.audit_event AS e
        WHERE e.organization_id IS NULL AND e.occurred_at < now() - INTERVAL '365 days'),
    gone AS (
        DELETE FROM studio.audit_event AS e WHERE e.ctid = ANY (ARRAY (SELECT p.place FROM past AS p LIMIT size))
        RETURNING e.organization_id)
    SELECT count(*), (array_agg(g.organization_id ORDER BY g.organization_id DESC NULLS LAST))[1] INTO deleted, last FROM gone AS g;
    RETURN json_build_object('deleted', deleted,
        'next', CASE WHEN deleted = size THEN coalesce(last, 'ffffffff-ffff-ffff-ffff-ffffffffffff') END);
END
$$;

COMMENT ON FUNCTION studio_private.prune_audit(jsonb) IS 'Operation prune_audit: a small batch of what is past its organization''s audit_days.';
