-- Signing in and staying so. src/service/README.md has the shapes and the rule of rotation.

-- Called by definer functions only.
CREATE OR REPLACE FUNCTION studio_private.keep_link(account uuid, link_hash bytea) RETURNS void
    LANGUAGE sql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        DELETE FROM studio.login_link AS l WHERE l.expires_at <= now();
        INSERT INTO studio.login_link (link_hash, account_id) VALUES ($2, $1)
    $$;

COMMENT ON FUNCTION studio_private.keep_link(uuid, bytea) IS 'Keeps the hash of a new sign-in link, and forgets those that are too old.';

-- SECURITY DEFINER (reached only through studio.login_link, which decides who may): people cannot write these tables.
CREATE OR REPLACE FUNCTION studio_private.issue_login_link(role oid, link_hash bytea) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    account uuid := studio_private.account_of_role(role);
BEGIN
    IF EXISTS (SELECT FROM studio.account AS a WHERE a.id = account AND a.disabled_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the account of role "%" is disabled', pg_get_userbyid(role) USING ERRCODE = '28000';
    END IF;
    PERFORM studio_private.keep_link(account, link_hash);
END
$$;

COMMENT ON FUNCTION studio_private.issue_login_link(oid, bytea) IS 'Keeps the hash of a new link for the role''s account, making the account where there is none.';

-- Called by definer functions only. An account keeps its 50 latest sign-ins.
CREATE OR REPLACE FUNCTION studio_private.start_session(account_id uuid, argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    self studio.account;
    session_id uuid := argument ->> 'session_id';
BEGIN
    SELECT * INTO STRICT self FROM studio.account AS a WHERE a.id = account_id;
    DELETE FROM studio.session AS s
        WHERE s.expires_at <= now()
           OR s.id IN (SELECT t.id FROM studio.session AS t WHERE t.account_id = account_id
                       ORDER BY t.rotated_at DESC OFFSET 49);
    INSERT INTO studio.session (id, account_id, method, address, user_agent)
        VALUES (session_id, account_id, coalesce(argument ->> 'method', 'link'), left(argument ->> 'address', 64), left(argument ->> 'user_agent', 256));
    RETURN json_build_object('account', studio_private.account_json(self), 'session_id', session_id, 'counter', 1);
END
$$;

COMMENT ON FUNCTION studio_private.start_session(uuid, jsonb) IS 'Notes a sign-in and answers it as the wire has it.';

-- One text for every reason, the same as the credential check's: an outsider learns nothing from it.
CREATE OR REPLACE FUNCTION studio_private.refuse_sign_in(reason text, argument jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RAISE LOG 'studio refused a sign-in: %', $1 USING DETAIL = 'Client address: ' || coalesce($2 ->> 'address', 'unknown');
    RAISE EXCEPTION 'user name, password or link is not valid' USING ERRCODE = '28P01';
END
$$;

COMMENT ON FUNCTION studio_private.refuse_sign_in(text, jsonb) IS 'Logs why, and raises the one error of a refused sign-in.';

-- SECURITY DEFINER: nobody is signed in yet, so no policy would show the link or the account.
CREATE OR REPLACE FUNCTION studio_private.redeem_link(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    account uuid;
BEGIN
    PERFORM studio_private.request_id();
    DELETE FROM studio.login_link AS l USING studio.account AS a
        WHERE l.link_hash = decode(argument ->> 'link_hash', 'hex') AND l.expires_at > now()
          AND a.id = l.account_id AND a.disabled_at IS NULL
        RETURNING a.id INTO account;
    IF account IS NULL THEN
        PERFORM studio_private.refuse_sign_in('the link is unknown, used or too old', argument);
    END IF;
    RETURN studio_private.start_session(account, argument);
END
$$;

COMMENT ON FUNCTION studio_private.redeem_link(jsonb) IS 'Operation redeem_link: signs in by a one-time link.';

-- SECURITY DEFINER: as above. The password has been verified by the credential worker: that of a role, or of an account.
CREATE OR REPLACE FUNCTION studio_private.begin_session(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    role oid := (argument ->> 'role_oid')::oid;
    account uuid := argument ->> 'account_id';
BEGIN
    PERFORM studio_private.request_id();
    IF account IS NULL THEN
        IF NOT EXISTS (SELECT FROM pg_roles AS r
                       WHERE r.oid = role AND r.rolcanlogin AND pg_has_role(r.oid, 'studio_login', 'MEMBER')) THEN
            PERFORM studio_private.refuse_sign_in('the role may not sign in', argument);
        END IF;
        account := studio_private.account_of_role(role);
    END IF;
    IF NOT EXISTS (SELECT FROM studio.account AS a WHERE a.id = account AND a.disabled_at IS NULL) THEN
        PERFORM studio_private.refuse_sign_in('the account is gone or disabled', argument);
    END IF;
    RETURN studio_private.start_session(account, argument
        || jsonb_build_object('method', CASE WHEN role IS NULL THEN 'password' ELSE 'role' END));
END
$$;

COMMENT ON FUNCTION studio_private.begin_session(jsonb) IS 'Operation begin_session: signs in a role or an account whose password was verified.';

-- The session is read under the policies: it must be the current account's own.
CREATE OR REPLACE FUNCTION studio_private.live_session(argument jsonb) RETURNS studio.session
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    session studio.session;
BEGIN
    SELECT s.* INTO session FROM studio.session AS s JOIN studio.account AS a ON a.id = s.account_id
        WHERE s.id = (argument ->> 'session_id')::uuid AND s.account_id = studio.current_account()
          AND s.expires_at > now() AND a.disabled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the sign-in has ended' USING ERRCODE = '28000', HINT = 'Sign in again.';
    END IF;
    RETURN session;
END
$$;

COMMENT ON FUNCTION studio_private.live_session(jsonb) IS 'The current account''s sign-in of that id; 28000 when it has ended.';

CREATE OR REPLACE FUNCTION studio_private.session_state(argument jsonb) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object('account_id', s.account_id, 'session_id', s.id, 'live', true)
        FROM studio_private.live_session($1) AS s
    $$;

COMMENT ON FUNCTION studio_private.session_state(jsonb) IS 'Operation session_state: is the sign-in live?';

-- A reuse ends the sign-in and then has to say so without an error, which would undo the end: NULL means it. A counter ahead
-- of ours is as good as the present one: its MAC is the gateway's, so a newer server, or a primary ahead of us, gave it.
CREATE OR REPLACE FUNCTION studio_private.refresh_session(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    session studio.session := studio_private.live_session(argument);
    given integer NOT NULL := argument ->> 'counter';
BEGIN
    IF NOT pg_is_in_recovery() THEN
        SELECT s.* INTO session FROM studio.session AS s WHERE s.id = session.id FOR UPDATE;
    END IF;
    -- A token of a retired key, though the sign-in has been given one of a newer key since: a thief of the key made it.
    IF given >= session.counter AND session.rotated_at > to_timestamp((argument ->> 'key_retired_at')::bigint) + INTERVAL '1 minute' THEN
        given := -1;
    END IF;
    IF given >= session.counter THEN
        IF pg_is_in_recovery() THEN
            session.counter := given;
        ELSE
            UPDATE studio.session AS s
                SET counter = given + 1, rotated_at = clock_timestamp(), expires_at = now() + INTERVAL '30 days'
                WHERE s.id = session.id RETURNING s.* INTO session;
        END IF;
    ELSIF given < session.counter - 1 OR session.rotated_at <= clock_timestamp() - INTERVAL '10 seconds' THEN
        IF NOT pg_is_in_recovery() THEN
            RAISE LOG 'studio ended a sign-in: a refresh token was used again' USING DETAIL = 'Session: ' || session.id;
            DELETE FROM studio.session AS s WHERE s.id = session.id;
        END IF;
        RETURN NULL;
    END IF;
    RETURN (SELECT json_build_object('account', studio_private.account_json(a), 'session_id', session.id,
                                     'counter', session.counter)
            FROM studio.account AS a WHERE a.id = session.account_id);
END
$$;

COMMENT ON FUNCTION studio_private.refresh_session(jsonb) IS 'Operation refresh_session: exchanges a refresh token; NULL when its reuse ended the sign-in.';

CREATE OR REPLACE FUNCTION studio_private.end_session(argument jsonb) RETURNS json
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        DELETE FROM studio.session AS s
            WHERE s.id = ($1 ->> 'session_id')::uuid AND s.account_id = studio.current_account();
        SELECT '{}'::json
    $$;

COMMENT ON FUNCTION studio_private.end_session(jsonb) IS 'Operation end_session: signs out.';
