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

-- Called by definer functions only: it writes past the policies.
CREATE OR REPLACE FUNCTION studio_private.account_of_role(role oid) RETURNS uuid
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    known uuid;
    organization uuid;
    role_name text := pg_get_userbyid(role);
BEGIN
    INSERT INTO studio.account (name, role) VALUES (role_name, role::regrole)
        ON CONFLICT ON CONSTRAINT account_role_is_linked_once DO NOTHING RETURNING account.id INTO known;
    IF known IS NULL THEN
        RETURN (SELECT a.id FROM studio.account AS a WHERE a.role = role::regrole);
    END IF;
    INSERT INTO studio.organization (name, personal_account_id) VALUES (role_name, known) RETURNING id INTO organization;
    INSERT INTO studio.member (organization_id, account_id, role) VALUES (organization, known, 'owner');
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
    SELECT * INTO self FROM studio.account AS a WHERE a.id = studio.current_account() AND a.disabled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the account does not exist or is disabled' USING ERRCODE = '28000';
    END IF;
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

CREATE OR REPLACE FUNCTION studio_private.default_database() RETURNS text
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(nullif(current_setting('studio.default_database'), ''), current_setting('studio.database')) $$;

COMMENT ON FUNCTION studio_private.default_database() IS 'The database that the first connection form offers.';
