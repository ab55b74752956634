-- Sign-ins as people see them (the API's word for studio.session), and how a password or a way back in is set.

CREATE OR REPLACE FUNCTION studio_private.list_sessions(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'session_id? uuid');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(json_build_object(
                       'id', s.id, 'method', s.method, 'address', s.address, 'user_agent', s.user_agent,
                       'created_at', studio_private.rfc3339(s.created_at), 'last_used_at', studio_private.rfc3339(s.rotated_at),
                       'expires_at', studio_private.rfc3339(s.expires_at),
                       'is_current', coalesce(s.id = (argument ->> 'session_id')::uuid, false))
                       ORDER BY s.rotated_at DESC, s.id), '[]'), 'next', NULL)
            FROM studio.session AS s WHERE s.account_id = studio.current_account() AND s.expires_at > now());
END
$$;

COMMENT ON FUNCTION studio_private.list_sessions(jsonb) IS 'Operation list_sessions: one''s own sign-ins; session_id says which one asks.';

CREATE OR REPLACE FUNCTION studio_private.delete_session(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    DELETE FROM studio.session AS s WHERE s.id = (argument ->> 'id')::uuid AND s.account_id = studio.current_account();
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('sign-in');
    END IF;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_session(jsonb) IS 'Operation delete_session: ends one of one''s own sign-ins.';

CREATE OR REPLACE FUNCTION studio_private.delete_sessions(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    ended integer;
BEGIN
    PERFORM studio_private.check_fields(argument, 'except? uuid');
    DELETE FROM studio.session AS s
        WHERE s.account_id = studio.current_account() AND s.id IS DISTINCT FROM (argument ->> 'except')::uuid;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN json_build_object('ended', ended);
END
$$;

COMMENT ON FUNCTION studio_private.delete_sessions(jsonb) IS 'Operation delete_sessions: signs out everywhere, but for the sign-in "except".';

-- SECURITY DEFINER: nobody is signed in, and no policy shows a credential to anybody. The verifier goes to the credential
-- worker and no further.
CREATE OR REPLACE FUNCTION studio_private.password_of(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'email? email', 'account_id? uuid');
    RETURN coalesce(
        (SELECT json_build_object('account_id', a.id, 'password_hash', c.password_hash)
         FROM studio.account AS a JOIN studio.credential AS c ON c.account_id = a.id
         WHERE (lower(a.email) = lower(argument ->> 'email') OR a.id = (argument ->> 'account_id')::uuid)
           AND a.disabled_at IS NULL),
        '{"account_id":null,"password_hash":null}');
END
$$;

COMMENT ON FUNCTION studio_private.password_of(jsonb) IS 'Operation password_of: account and password verifier of an address; nulls where there is none.';

-- SECURITY DEFINER: no policy lets anybody write a credential. Without the old password it takes a sign-in by link or
-- invitation of the last 15 minutes: that is how a forgotten one is replaced. All other sign-ins end.
CREATE OR REPLACE FUNCTION studio_private.set_password(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self uuid := studio_private.require_account();
    session uuid := argument ->> 'session_id';
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'session_id uuid', 'password_hash verifier', 'is_verified boolean');
    IF (argument ->> 'is_verified')::boolean IS NOT TRUE
       AND NOT EXISTS (SELECT FROM studio.session AS s
                       WHERE s.id = session AND s.account_id = self AND s.method IN ('link', 'invitation')
                         AND s.created_at > now() - INTERVAL '15 minutes') THEN
        RAISE EXCEPTION 'permission denied to set the password'
            USING ERRCODE = '42501', HINT = 'Give the present password, or sign in with a new link.';
    END IF;
    IF NOT EXISTS (SELECT FROM studio.account AS a WHERE a.id = self AND a.email IS NOT NULL) THEN
        RAISE EXCEPTION 'an account without an e-mail address has no password'
            USING ERRCODE = '55000', HINT = 'Set the address first.';
    END IF;
    INSERT INTO studio.credential AS c (account_id, password_hash) VALUES (self, argument ->> 'password_hash')
        ON CONFLICT (account_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = now();
    DELETE FROM studio.session AS s WHERE s.account_id = self AND s.id <> session;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.set_password(jsonb) IS 'Operation set_password: is_verified says that the credential worker has seen the present one.';

-- SECURITY DEFINER: it looks at all memberships of the account, and writes a link. A link signs in as that person, so it is
-- given only where the person has nothing that the one who asks does not own: no other team, no role, no connections.
CREATE OR REPLACE FUNCTION studio_private.create_member_link(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    member studio.member;
    token text := studio_private.random_token();
BEGIN
    PERFORM studio_private.require_account();
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'account_id uuid');
    PERFORM studio_private.require_role((argument ->> 'organization_id')::uuid, 'owner');
    member := studio_private.find_member(argument);
    IF EXISTS (SELECT FROM studio.account AS a WHERE a.id = member.account_id AND (a.role IS NOT NULL OR a.disabled_at IS NOT NULL))
       OR EXISTS (SELECT FROM studio.member AS m JOIN studio.organization AS o ON o.id = m.organization_id
                  WHERE m.account_id = member.account_id
                    AND CASE WHEN o.personal_account_id IS NULL THEN o.id NOT IN (SELECT studio.organizations_of('owner'))
                             ELSE EXISTS (SELECT FROM studio.connection AS c WHERE c.organization_id = o.id)
                                  OR EXISTS (SELECT FROM studio.saved_query AS q WHERE q.organization_id = o.id) END) THEN
        RAISE EXCEPTION 'permission denied to make a sign-in link for this member'
            USING ERRCODE = '42501',
                  DETAIL = 'The account has a PostgreSQL role, connections or saved queries of its own, or a place in an organization that you do not own.',
                  HINT = 'A superuser can make one with studio.account_link().';
    END IF;
    PERFORM studio_private.keep_link(member.account_id, sha256(token::bytea));
    INSERT INTO studio.audit_event (organization_id, account_id, action, subject_id, subject_name)
        SELECT member.organization_id, studio.current_account(), 'member_link_created', a.id, a.name
        FROM studio.account AS a WHERE a.id = member.account_id;
    RETURN json_build_object('url', studio_private.public_url() || '/sign-in#link=' || token);
END
$$;

COMMENT ON FUNCTION studio_private.create_member_link(jsonb) IS 'Operation create_member_link: an owner gives a member who forgot the password a way back in.';
