-- Personal access tokens: made and revoked by their owner, used by scripts.

CREATE OR REPLACE FUNCTION studio_private.personal_access_token_json(token studio.personal_access_token) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT jsonb_build_object(
            'id', $1.id, 'name', $1.name, 'scopes', $1.scopes, 'created_at', studio_private.rfc3339($1.created_at),
            'expires_at', studio_private.rfc3339($1.expires_at), 'last_used_at', studio_private.rfc3339($1.last_used_at))
    $$;

COMMENT ON FUNCTION studio_private.personal_access_token_json(studio.personal_access_token) IS 'A token as the wire has it, without itself.';

CREATE OR REPLACE FUNCTION studio_private.list_tokens(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, VARIADIC '{}');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(studio_private.personal_access_token_json(t)
                                         ORDER BY t.created_at DESC, t.id), '[]'), 'next', NULL)
            FROM studio.personal_access_token AS t);
END
$$;

COMMENT ON FUNCTION studio_private.list_tokens(jsonb) IS 'Operation list_tokens: one''s own.';

CREATE OR REPLACE FUNCTION studio_private.create_token(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self uuid := studio_private.require_account();
    token text := 'stp_' || studio_private.random_token();
    scopes text[];
    days integer;
    made studio.personal_access_token;
BEGIN
    PERFORM studio_private.check_fields(argument, 'name name', 'scopes array', 'expires_in_days? integer');
    days := studio_private.number_between(argument, 'expires_in_days', 1, 366, 90);
    scopes := ARRAY (SELECT DISTINCT jsonb_array_elements_text(argument -> 'scopes'));
    IF cardinality(scopes) = 0 OR NOT scopes <@ '{read,write,admin}' THEN
        RAISE EXCEPTION 'field "scopes" must hold one or more of read, write, admin' USING ERRCODE = '22023';
    END IF;
    IF (SELECT count(*) FROM studio.personal_access_token AS t) >= 100 THEN
        RAISE EXCEPTION 'too many tokens' USING ERRCODE = '54000', DETAIL = 'An account has at most 100.',
            HINT = 'Revoke one that is not used.';
    END IF;
    INSERT INTO studio.personal_access_token (account_id, name, token_hash, scopes, expires_at)
        VALUES (self, argument ->> 'name', sha256(token::bytea), scopes, now() + make_interval(days => days))
        RETURNING * INTO made;
    RETURN studio_private.personal_access_token_json(made) || jsonb_build_object('token', token);
END
$$;

COMMENT ON FUNCTION studio_private.create_token(jsonb) IS 'Operation create_token: the token is in this answer and nowhere else.';

CREATE OR REPLACE FUNCTION studio_private.delete_token(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    DELETE FROM studio.personal_access_token AS t
        WHERE t.id = (argument ->> 'id')::uuid AND t.account_id = studio.current_account();
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('token');
    END IF;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_token(jsonb) IS 'Operation delete_token: revokes it.';

-- SECURITY DEFINER: it is the token that says who speaks. Its use is noted once a minute, not at every request.
CREATE OR REPLACE FUNCTION studio_private.use_token(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    known studio.personal_access_token;
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'token_hash hash');
    SELECT t.* INTO known FROM studio.personal_access_token AS t JOIN studio.account AS a ON a.id = t.account_id
        WHERE t.token_hash = decode(argument ->> 'token_hash', 'hex') AND t.expires_at > now() AND a.disabled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the token is not valid' USING ERRCODE = '28000', HINT = 'It may have been revoked or be too old.';
    END IF;
    IF NOT pg_is_in_recovery() THEN
        UPDATE studio.personal_access_token AS t SET last_used_at = now()
            WHERE t.id = known.id AND coalesce(t.last_used_at < now() - INTERVAL '1 minute', true);
    END IF;
    RETURN json_build_object('token_id', known.id, 'account_id', known.account_id, 'scopes', known.scopes,
                             'expires_at', studio_private.rfc3339(known.expires_at));
END
$$;

COMMENT ON FUNCTION studio_private.use_token(jsonb) IS 'Operation use_token: whose token has this hash, and what it may do.';
