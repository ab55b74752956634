-- Accounts: who a role is, how it looks on the wire, and the answer to "who am I".

CREATE OR REPLACE FUNCTION studio_private.rfc3339(moment timestamptz) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

COMMENT ON FUNCTION studio_private.rfc3339(timestamptz) IS 'A time as the wire has it: UTC, milliseconds.';

CREATE OR REPLACE FUNCTION studio_private.account_json(account studio.account) RETURNS json
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT json_build_object(
            'id', $1.id, 'name', $1.name, 'email', $1.email, 'role', r.rolname,
            'is_superuser', coalesce(r.rolsuper, false), 'created_at', studio_private.rfc3339($1.created_at))
        FROM (VALUES (1)) AS one LEFT JOIN pg_roles AS r ON r.oid = $1.role
    $$;

COMMENT ON FUNCTION studio_private.account_json(studio.account) IS 'An account as the wire has it.';

CREATE OR REPLACE FUNCTION studio_private.require_account() RETURNS uuid
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self uuid := (SELECT a.id FROM studio.account AS a WHERE a.id = studio.current_account() AND a.disabled_at IS NULL);
BEGIN
    IF self IS NULL THEN
        RAISE EXCEPTION 'the account does not exist or is disabled' USING ERRCODE = '28000';
    END IF;
    RETURN self;
END
$$;

COMMENT ON FUNCTION studio_private.require_account() IS 'The current account; 28000 when there is none or it is disabled.';

-- Called by definer functions and superusers only: it writes past the policies.
CREATE OR REPLACE FUNCTION studio_private.new_account(name text, email text, role oid) RETURNS uuid
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    made uuid;
    organization uuid;
BEGIN
    INSERT INTO studio.account (name, email, role) VALUES (name, email, role::regrole)
        ON CONFLICT ON CONSTRAINT account_role_is_linked_once DO NOTHING RETURNING account.id INTO made;
    IF made IS NOT NULL THEN
        INSERT INTO studio.organization (name, personal_account_id) VALUES (name, made) RETURNING id INTO organization;
        INSERT INTO studio.member (organization_id, account_id, role) VALUES (organization, made, 'owner');
    END IF;
    RETURN made;
END
$$;

COMMENT ON FUNCTION studio_private.new_account(text, text, oid) IS 'A new account with its personal organization; NULL when the role is linked already.';

-- Called by definer functions only: it writes past the policies.
CREATE OR REPLACE FUNCTION studio_private.account_of_role(role oid) RETURNS uuid
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    known uuid := studio_private.new_account(pg_get_userbyid(role), NULL, role);
BEGIN
    IF known IS NULL THEN
        SELECT a.id INTO known FROM studio.account AS a WHERE a.role = role::regrole;
    END IF;
    RETURN known;
END
$$;

COMMENT ON FUNCTION studio_private.account_of_role(oid) IS 'The account linked to a role; made, with its personal organization, where there is none.';

CREATE OR REPLACE FUNCTION studio_private.me(argument jsonb) RETURNS json
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self studio.account;
BEGIN
    SELECT * INTO self FROM studio.account AS a WHERE a.id = studio_private.require_account();
    RETURN json_build_object(
        'account', studio_private.account_json(self),
        'organizations', (
            SELECT coalesce(json_agg(json_build_object(
                       'id', o.id, 'name', o.name, 'is_personal', o.personal_account_id IS NOT NULL, 'role', m.role)
                       ORDER BY o.personal_account_id IS NULL, o.name, o.id), '[]')
            FROM studio.member AS m JOIN studio.organization AS o ON o.id = m.organization_id
            WHERE m.account_id = self.id),
        'connection_count', (SELECT count(*) FROM studio.connection),
        'server', json_build_object(
            'version', split_part(current_setting('server_version'), ' ', 1),
            'version_number', current_setting('server_version_num')::integer,
            'studio_version', (SELECT e.extversion FROM pg_extension AS e WHERE e.extname = 'studio'),
            'database', current_database(),
            'in_recovery', pg_is_in_recovery(),
            'default_database', studio_private.default_database()));
END
$$;

COMMENT ON FUNCTION studio_private.me(jsonb) IS 'Operation me: the current account, its organizations, the server.';

CREATE OR REPLACE FUNCTION studio_private.update_account(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    self studio.account;
BEGIN
    PERFORM studio_private.check_fields(argument, 'name? name', 'email? email or null');
    UPDATE studio.account AS a
        SET name = coalesce(argument ->> 'name', a.name),
            email = CASE WHEN argument ? 'email' THEN argument ->> 'email' ELSE a.email END
        WHERE a.id = studio_private.require_account() RETURNING a.* INTO self;
    RETURN studio_private.account_json(self);
END
$$;

COMMENT ON FUNCTION studio_private.update_account(jsonb) IS 'Operation update_account: one''s own name and address.';

-- Teams in which nobody else is go along; where others are, another owner has to be made first (trigger).
CREATE OR REPLACE FUNCTION studio_private.delete_account(argument jsonb) RETURNS json
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    PERFORM studio_private.check_fields(argument, VARIADIC '{}');
    DELETE FROM studio.account AS a WHERE a.id = studio_private.require_account();
    RETURN '{}';
END
$$;

COMMENT ON FUNCTION studio_private.delete_account(jsonb) IS 'Operation delete_account: one''s own, with all that is personal.';

CREATE OR REPLACE FUNCTION studio_private.default_database() RETURNS text
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(nullif(current_setting('studio.default_database'), ''), current_setting('studio.database')) $$;

COMMENT ON FUNCTION studio_private.default_database() IS 'The database that the first connection form offers.';
