-- The predicates that policies ask, and what is said of roles and databases. Everything here reads; nothing writes.

-- SECURITY DEFINER: the policy of studio.member asks it, so it must not be subject to that policy itself.
CREATE OR REPLACE FUNCTION studio.organization_role(organization_id uuid) RETURNS text
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT m.role FROM studio.member AS m
        WHERE m.organization_id = $1 AND m.account_id = studio.current_account()
    $$;

COMMENT ON FUNCTION studio.organization_role(uuid) IS 'What the current account is in an organization: owner, admin, editor, viewer; NULL when no member.';

CREATE OR REPLACE FUNCTION studio.is_member(organization_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT studio.organization_role($1) IS NOT NULL $$;

COMMENT ON FUNCTION studio.is_member(uuid) IS 'Does the current account belong to the organization?';

CREATE OR REPLACE FUNCTION studio.may_edit(organization_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(studio.organization_role($1) IN ('owner', 'admin', 'editor'), false) $$;

COMMENT ON FUNCTION studio.may_edit(uuid) IS 'May the current account write data through the organization''s connections?';

CREATE OR REPLACE FUNCTION studio.may_administer(organization_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(studio.organization_role($1) IN ('owner', 'admin'), false) $$;

COMMENT ON FUNCTION studio.may_administer(uuid) IS 'May the current account manage the organization''s connections and members?';

CREATE OR REPLACE FUNCTION studio.is_owner(organization_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT coalesce(studio.organization_role($1) = 'owner', false) $$;

COMMENT ON FUNCTION studio.is_owner(uuid) IS 'Does the current account own the organization?';

-- The same as sets, for policies of large tables: ARRAY (SELECT …) is worked out once a query and can drive an index, where a
-- predicate is asked for each row. SECURITY DEFINER as organization_role.
CREATE OR REPLACE FUNCTION studio.organizations_of(lowest_role text) RETURNS SETOF uuid
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED ROWS 10
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT m.organization_id FROM studio.member AS m
        WHERE m.account_id = studio.current_account()
          AND m.role = ANY (CASE $1 WHEN 'viewer' THEN '{viewer,editor,admin,owner}'::text[] WHEN 'editor' THEN '{editor,admin,owner}'
                                    WHEN 'admin' THEN '{admin,owner}' WHEN 'owner' THEN '{owner}' END)
    $$;

COMMENT ON FUNCTION studio.organizations_of(text) IS 'The organizations in which the current account is at least viewer, editor, admin or owner.';

-- SECURITY DEFINER: the policy of studio.account asks it.
CREATE OR REPLACE FUNCTION studio.members_of(organizations uuid[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED ROWS 100
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT m.account_id FROM studio.member AS m
        WHERE m.organization_id = ANY ($1) AND m.organization_id IN (SELECT studio.organizations_of('viewer'))
    $$;

COMMENT ON FUNCTION studio.members_of(uuid[]) IS 'The accounts that belong to these organizations, as far as the current account does.';

-- SECURITY DEFINER: the founder is no member yet, so no policy shows him that there is none.
CREATE OR REPLACE FUNCTION studio_private.is_founding(organization_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT EXISTS (SELECT FROM studio.organization AS o WHERE o.id = $1 AND o.created_by = studio.current_account()
                           AND NOT EXISTS (SELECT FROM studio.member AS m WHERE m.organization_id = o.id))
    $$;

COMMENT ON FUNCTION studio_private.is_founding(uuid) IS 'Has the current account just made this organization, which has no member yet?';

CREATE OR REPLACE FUNCTION studio_private.may_set_role(member oid, role oid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT coalesce(pg_has_role($1, $2, CASE WHEN current_setting('server_version_num')::integer >= 160000
                                                 THEN 'SET' ELSE 'MEMBER' END), false)
    $$;

COMMENT ON FUNCTION studio_private.may_set_role(oid, oid) IS 'May the first role SET ROLE to the second?';

-- Before 16 a role with CREATEROLE may make itself a member of the three server roles, so it is as strong as they are.
CREATE OR REPLACE FUNCTION studio_private.is_strong_role(role oid) RETURNS boolean
    LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT EXISTS (
            SELECT FROM pg_roles AS r
            WHERE (r.rolsuper OR r.rolreplication
                   OR r.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
                   OR (r.rolcreaterole AND current_setting('server_version_num')::integer < 160000))
              AND pg_has_role($1, r.oid, 'MEMBER'))
    $$;

COMMENT ON FUNCTION studio_private.is_strong_role(oid) IS 'Is the role, or one that it can become, a superuser or as strong as one?';

-- SECURITY DEFINER: whoever uses a connection need not see the account that proved its role.
CREATE OR REPLACE FUNCTION studio_private.is_proven(connection_id uuid) RETURNS boolean
    LANGUAGE sql STABLE STRICT SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT EXISTS (
            SELECT FROM studio.connection AS c
                JOIN studio.connection_proof AS p ON p.connection_id = c.id
                JOIN studio.account AS a ON a.id = p.account_id
            WHERE c.id = $1 AND a.disabled_at IS NULL
              AND CASE p.kind
                      WHEN 'role_password' THEN p.verifier_hash = studio_private.role_verifier_hash(c.role)
                      ELSE studio_private.may_set_role(a.role, c.role)
                  END)
    $$;

COMMENT ON FUNCTION studio_private.is_proven(uuid) IS 'Does the proof of the connection''s role still hold?';

-- Raises what stands between studio and a runner for (database, role); answers the database's OID when nothing does.
-- Never of class 28: that is for the one who asks, and makes a browser sign in again.
CREATE OR REPLACE FUNCTION studio_private.check_local_target(database text, role oid) RETURNS oid
    LANGUAGE plpgsql STABLE STRICT PARALLEL RESTRICTED
    SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_variable
DECLARE
    target record;
    place record;
BEGIN
    SELECT r.rolname, r.rolcanlogin, r.rolvaliduntil INTO target FROM pg_roles AS r WHERE r.oid = role;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the role does not exist' USING ERRCODE = '42704', DETAIL = format('Its OID is %s.', role);
    END IF;
    IF starts_with(target.rolname, 'studio_') THEN
        RAISE EXCEPTION 'role "%" may not serve a connection', target.rolname
            USING ERRCODE = '42501', DETAIL = 'Roles whose name begins with studio_ are studio''s own.';
    END IF;
    IF NOT target.rolcanlogin THEN
        RAISE EXCEPTION 'role "%" is not permitted to log in', target.rolname
            USING ERRCODE = '0LP01', HINT = 'A background worker of PostgreSQL 15 or 16 can be LOGIN roles only: '
                'ALTER ROLE … LOGIN, without a password, is enough.';
    END IF;
    IF target.rolvaliduntil < now() THEN
        RAISE EXCEPTION 'role "%" has expired', target.rolname
            USING ERRCODE = '42501', DETAIL = format('It was valid until %s.', target.rolvaliduntil);
    END IF;
    IF NOT current_setting('studio.allow_superuser')::boolean AND studio_private.is_strong_role(role) THEN
        RAISE EXCEPTION 'role "%" may not serve a connection', target.rolname
            USING ERRCODE = '42501', DETAIL = 'It is, or can become, a superuser or as strong as one.',
                  HINT = 'Use a weaker role, or set studio.allow_superuser = on and restart the server.';
    END IF;
    SELECT d.oid, d.datallowconn INTO place FROM pg_database AS d WHERE d.datname = database;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'database "%" does not exist', database USING ERRCODE = '3D000';
    END IF;
    IF NOT place.datallowconn THEN
        RAISE EXCEPTION 'database "%" is not currently accepting connections', database USING ERRCODE = '55000';
    END IF;
    IF NOT has_database_privilege(role, place.oid, 'CONNECT') THEN
        RAISE EXCEPTION 'permission denied for database "%"', database
            USING ERRCODE = '42501', DETAIL = format('Role "%s" does not have the CONNECT privilege.', target.rolname);
    END IF;
    RETURN place.oid;
END
$$;

COMMENT ON FUNCTION studio_private.check_local_target(text, oid) IS 'OID of the database, or the error that a runner for (database, role) would meet.';
