-- Invitations: made by admins, used once by whoever has the link, signed in or not.

CREATE OR REPLACE FUNCTION studio_private.invitation_json(invitation studio.invitation) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT jsonb_build_object(
            'id', $1.id, 'organization_id', $1.organization_id, 'role', $1.role, 'email', $1.email,
            'created_at', studio_private.rfc3339($1.created_at), 'created_by', studio_private.person_json($1.created_by),
            'expires_at', studio_private.rfc3339($1.expires_at))
    $$;

COMMENT ON FUNCTION studio_private.invitation_json(studio.invitation) IS 'An invitation as the wire has it, without its token.';

CREATE OR REPLACE FUNCTION studio_private.list_invitations(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid');
    PERFORM studio_private.require_role((argument ->> 'organization_id')::uuid, 'admin');
    RETURN (SELECT json_build_object('items', coalesce(json_agg(studio_private.invitation_json(i)
                                         ORDER BY i.created_at DESC, i.id), '[]'), 'next', NULL)
            FROM studio.invitation AS i
            WHERE i.organization_id = (argument ->> 'organization_id')::uuid AND i.expires_at > now());
END
$$;

COMMENT ON FUNCTION studio_private.list_invitations(jsonb) IS 'Operation list_invitations: those that wait, for admins.';

CREATE OR REPLACE FUNCTION studio_private.create_invitation(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    organization studio.organization;
    token text := studio_private.random_token();
    days integer;
    made studio.invitation;
BEGIN
    PERFORM studio_private.check_fields(argument, 'organization_id uuid', 'role owner|admin|editor|viewer',
                                        'email? email or null', 'expires_in_days? integer');
    days := studio_private.number_between(argument, 'expires_in_days', 1, 30, 7);
    organization := studio_private.find_organization((argument ->> 'organization_id')::uuid,
        CASE argument ->> 'role' WHEN 'owner' THEN 'owner' ELSE 'admin' END);
    IF organization.personal_account_id IS NOT NULL THEN
        RAISE EXCEPTION 'nobody can be invited into a personal organization'
            USING ERRCODE = '55000', HINT = 'Create an organization for the team.';
    END IF;
    DELETE FROM studio.invitation AS i WHERE i.organization_id = organization.id AND i.expires_at <= now();
    IF (SELECT count(*) FROM studio.invitation AS i WHERE i.organization_id = organization.id) >= 200 THEN
        RAISE EXCEPTION 'too many invitations' USING ERRCODE = '54000', DETAIL = 'At most 200 may wait in an organization.',
            HINT = 'Withdraw some.';
    END IF;
    INSERT INTO studio.invitation (organization_id, role, email, token_hash, created_by, expires_at)
        VALUES (organization.id, argument ->> 'role', argument ->> 'email', sha256(token::bytea), studio.current_account(),
                now() + make_interval(days => days)) RETURNING * INTO made;
    RETURN studio_private.invitation_json(made)
        || jsonb_build_object('token', token, 'url', studio_private.public_url() || '/join#invitation=' || token);
END
$$;

COMMENT ON FUNCTION studio_private.create_invitation(jsonb) IS 'Operation create_invitation: its token and link are in this answer and nowhere else.';

CREATE OR REPLACE FUNCTION studio_private.delete_invitation(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, 'id uuid');
    DELETE FROM studio.invitation AS i WHERE i.id = (argument ->> 'id')::uuid;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('invitation');
    END IF;
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_invitation(jsonb) IS 'Operation delete_invitation: withdraws it, for admins.';

-- One text for every reason. An invitation ends with its inviter's right to give it.
CREATE OR REPLACE FUNCTION studio_private.waiting_invitation(argument jsonb) RETURNS studio.invitation
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    invitation studio.invitation;
BEGIN
    SELECT i.* INTO invitation FROM studio.invitation AS i
            JOIN studio.member AS m ON m.organization_id = i.organization_id AND m.account_id = i.created_by
            JOIN studio.account AS a ON a.id = i.created_by
        WHERE i.token_hash = sha256(convert_to(argument ->> 'token', 'UTF8')) AND i.expires_at > now()
          AND a.disabled_at IS NULL AND (m.role = 'owner' OR m.role = 'admin' AND i.role <> 'owner')
        FOR UPDATE OF i;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'invitation does not exist'
            USING ERRCODE = 'ST006', HINT = 'It may have been used, withdrawn or be too old: ask for a new one.';
    END IF;
    RETURN invitation;
END
$$;

COMMENT ON FUNCTION studio_private.waiting_invitation(jsonb) IS 'The invitation of that token, locked; called by definer functions only.';

-- SECURITY DEFINER: whoever has the link is no member, and may not be signed in.
CREATE OR REPLACE FUNCTION studio_private.read_invitation(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    invitation studio.invitation;
BEGIN
    PERFORM studio_private.request_id();
    PERFORM studio_private.check_fields(argument, 'token name');
    invitation := studio_private.waiting_invitation(argument);
    RETURN (SELECT json_build_object(
                'organization', o.name, 'role', invitation.role, 'email', invitation.email,
                'invited_by', (SELECT a.name FROM studio.account AS a WHERE a.id = invitation.created_by),
                'expires_at', studio_private.rfc3339(invitation.expires_at))
            FROM studio.organization AS o WHERE o.id = invitation.organization_id);
END
$$;

COMMENT ON FUNCTION studio_private.read_invitation(jsonb) IS 'Operation read_invitation: what the page of the link shows.';

-- SECURITY DEFINER: as above. A member who uses a link keeps the higher of the two roles.
CREATE OR REPLACE FUNCTION studio_private.accept_invitation(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    ranks CONSTANT text[] := '{viewer,editor,admin,owner}';
    self uuid := studio.current_account();
    invitation studio.invitation;
    session json;
BEGIN
    PERFORM studio_private.request_id();
    IF self IS NULL THEN
        PERFORM studio_private.check_fields(argument, 'token name', 'name name', 'email email', 'password_hash verifier',
                                            'session_id uuid', 'address? text', 'user_agent? text');
        invitation := studio_private.waiting_invitation(argument);
        self := studio_private.new_account(argument ->> 'name', argument ->> 'email', NULL);
        INSERT INTO studio.credential (account_id, password_hash) VALUES (self, argument ->> 'password_hash');
        session := studio_private.start_session(self, argument || '{"method":"invitation"}');
    ELSE
        PERFORM studio_private.check_fields(argument, 'token name');
        PERFORM studio_private.require_account();
        invitation := studio_private.waiting_invitation(argument);
    END IF;
    INSERT INTO studio.member AS m (organization_id, account_id, role)
        VALUES (invitation.organization_id, self, invitation.role)
        ON CONFLICT ON CONSTRAINT member_pkey DO UPDATE SET role = excluded.role
            WHERE array_position(ranks, excluded.role) > array_position(ranks, m.role);
    DELETE FROM studio.invitation AS i WHERE i.id = invitation.id;
    RETURN coalesce(session, (SELECT json_build_object('organization_id', o.id, 'organization', o.name, 'role', m.role)
                              FROM studio.organization AS o JOIN studio.member AS m ON m.organization_id = o.id
                              WHERE o.id = invitation.organization_id AND m.account_id = self));
END
$$;

COMMENT ON FUNCTION studio_private.accept_invitation(jsonb) IS 'Operation accept_invitation: joins; makes and signs in an account for whoever is not signed in.';
