-- What people call in psql. Each is a word for an operation, run as themselves by studio.operation, but for the two that only
-- superusers may call, for whom the tables are open anyway.

CREATE OR REPLACE FUNCTION studio.create_account(name text, email text DEFAULT NULL, role name DEFAULT NULL) RETURNS uuid
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    made uuid;
BEGIN
    PERFORM studio_private.require_client_session('create_account');
    PERFORM studio_private.check_fields(jsonb_build_object('name', name, 'email', email), 'name name', 'email email or null');
    made := studio_private.new_account(name, email, studio_private.linkable_role(role));
    IF made IS NULL THEN
        RAISE EXCEPTION 'role "%" is linked to an account already', role USING ERRCODE = '23505',
            SCHEMA = 'studio', TABLE = 'account', CONSTRAINT = 'account_role_is_linked_once';
    END IF;
    RETURN made;
END
$$;

COMMENT ON FUNCTION studio.create_account(text, text, name) IS 'Makes an account and its personal organization; for superusers. studio.account_link() makes a link to sign in with.';

CREATE OR REPLACE FUNCTION studio.link_role(account uuid, role name) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    PERFORM studio_private.require_client_session('link_role');
    UPDATE studio.account AS a SET role = studio_private.linkable_role(role)::regrole WHERE a.id = account;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('account');
    END IF;
END
$$;

COMMENT ON FUNCTION studio.link_role(uuid, name) IS 'Links an account to a role, or to none where it is NULL; for superusers.';

CREATE OR REPLACE FUNCTION studio_private.linkable_role(role name) RETURNS oid
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    known record;
BEGIN
    IF role IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT r.oid, r.rolcanlogin INTO known FROM pg_roles AS r WHERE r.rolname = role;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = '42704';
    END IF;
    IF starts_with(role::text, 'studio_') THEN
        RAISE EXCEPTION 'role "%" may not sign in', role
            USING ERRCODE = '42501', DETAIL = 'Roles whose name begins with studio_ are studio''s own.';
    END IF;
    IF NOT known.rolcanlogin THEN
        RAISE EXCEPTION 'role "%" is not permitted to log in', role
            USING ERRCODE = '0LP01', HINT = 'Only roles with the LOGIN attribute can be linked to an account.';
    END IF;
    RETURN known.oid;
END
$$;

COMMENT ON FUNCTION studio_private.linkable_role(name) IS 'OID of a role that an account may be linked to; the error where it may not.';

CREATE OR REPLACE FUNCTION studio.account_link(account uuid) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    token text := studio_private.random_token();
BEGIN
    PERFORM studio_private.require_client_session('account_link');
    IF NOT EXISTS (SELECT FROM studio.account AS a WHERE a.id = account AND a.disabled_at IS NULL) THEN
        RAISE EXCEPTION 'the account does not exist or is disabled' USING ERRCODE = '28000';
    END IF;
    PERFORM studio_private.keep_link(account, sha256(token::bytea));
    RETURN studio_private.public_url() || '/sign-in#link=' || token;
END
$$;

COMMENT ON FUNCTION studio.account_link(uuid) IS 'A URL that signs an account in once, within 15 minutes, to set a forgotten password; for superusers.';

CREATE OR REPLACE FUNCTION studio.create_organization(name text) RETURNS uuid
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT (studio.operation('create_organization', jsonb_build_object('name', $1)) ->> 'id')::uuid $$;

COMMENT ON FUNCTION studio.create_organization(text) IS 'Makes an organization whose owner is the current account.';

CREATE OR REPLACE FUNCTION studio.invite(organization uuid, role text DEFAULT 'viewer', email text DEFAULT NULL) RETURNS text
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT studio.operation('create_invitation',
            jsonb_build_object('organization_id', $1, 'role', $2, 'email', $3)) ->> 'url'
    $$;

COMMENT ON FUNCTION studio.invite(uuid, text, text) IS 'A URL that makes whoever opens it a member, once, within a week.';

CREATE OR REPLACE FUNCTION studio.set_member_role(organization uuid, account uuid, role text) RETURNS void
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT studio.operation('update_member', jsonb_build_object('organization_id', $1, 'account_id', $2, 'role', $3))
    $$;

COMMENT ON FUNCTION studio.set_member_role(uuid, uuid, text) IS 'Gives a member the role owner, admin, editor or viewer.';

CREATE OR REPLACE FUNCTION studio.remove_member(organization uuid, account uuid) RETURNS void
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT studio.operation('delete_member', jsonb_build_object('organization_id', $1, 'account_id', $2)) $$;

COMMENT ON FUNCTION studio.remove_member(uuid, uuid) IS 'Takes an account out of an organization; one may always take out oneself.';

CREATE OR REPLACE FUNCTION studio.create_connection(name text, database text DEFAULT current_database(),
        role name DEFAULT SESSION_USER, organization uuid DEFAULT NULL) RETURNS uuid
    LANGUAGE sql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT (studio.operation('create_connection', jsonb_build_object(
            'kind', 'local', 'name', $1, 'database', $2, 'role', $3, 'organization_id', $4)) ->> 'id')::uuid
    $$;

COMMENT ON FUNCTION studio.create_connection(text, text, name, uuid) IS 'Makes a connection to a database of this cluster, as a role that one''s own may SET ROLE to; in one''s personal organization unless another is named.';

-- To a superuser all tables are open anyway, and studio.sessions() shows him everybody's sign-ins.
CREATE OR REPLACE FUNCTION studio.revoke_session(session uuid) RETURNS void
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
BEGIN
    IF NOT current_setting('is_superuser')::boolean THEN
        PERFORM studio.operation('delete_session', jsonb_build_object('id', session));
        RETURN;
    END IF;
    PERFORM studio_private.require_client_session('revoke_session');
    DELETE FROM studio.session AS s WHERE s.id = session;
    IF NOT FOUND THEN
        PERFORM studio_private.not_found('sign-in');
    END IF;
END
$$;

COMMENT ON FUNCTION studio.revoke_session(uuid) IS 'Ends one of one''s own sign-ins; for superusers anybody''s.';

CREATE OR REPLACE FUNCTION studio.accounts() RETURNS TABLE (id uuid, name text, email text, role regrole, is_disabled boolean,
        organizations text[])
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT a.id, a.name, a.email, a.role, a.disabled_at IS NOT NULL,
               ARRAY (SELECT o.name || ': ' || m.role FROM studio.member AS m JOIN studio.organization AS o ON o.id = m.organization_id
                      WHERE m.account_id = a.id ORDER BY 1)
        FROM studio.account AS a ORDER BY a.name, a.id
    $$;

COMMENT ON FUNCTION studio.accounts() IS 'Oneself and the members of one''s organizations, with their roles there; for superusers everybody.';

CREATE OR REPLACE FUNCTION studio.connections() RETURNS TABLE (id uuid, organization text, name text, kind text, target text,
        role text, is_read_only boolean, environment text)
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT c.id, o.name, c.name, c.kind, coalesce(c.host || ':' || c.port || '/', '') || c.database,
               coalesce(c."user", c.role::text), c.is_read_only OR coalesce(studio.organization_role(o.id) = 'viewer', false),
               c.environment
        FROM studio.connection AS c JOIN studio.organization AS o ON o.id = c.organization_id ORDER BY o.name, c.name, c.id
    $$;

COMMENT ON FUNCTION studio.connections() IS 'The connections of one''s organizations; is_read_only is what holds for oneself.';

CREATE OR REPLACE FUNCTION studio.sessions() RETURNS TABLE (id uuid, account text, method text, address text, user_agent text,
        created_at timestamptz, last_used_at timestamptz, expires_at timestamptz)
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT s.id, a.name, s.method, s.address, s.user_agent, s.created_at, s.rotated_at, s.expires_at
        FROM studio.session AS s JOIN studio.account AS a ON a.id = s.account_id
        WHERE s.expires_at > now() ORDER BY s.rotated_at DESC, s.id
    $$;

COMMENT ON FUNCTION studio.sessions() IS 'One''s own sign-ins, the last used first; for superusers everybody''s.';
