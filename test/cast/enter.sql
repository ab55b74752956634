\set ECHO none
\set QUIET on
-- The cast of the tests of who may do what, and what they stand on. Two organizations: in "north" olga is the owner, adam an
-- admin, edda an editor, vera a viewer; "south" is sven's. otto has an account and no organization but his own, nemo a role
-- that may sign in and no account. Whatever one organization has, the other has too, named after it. leave.sql clears it away.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never
\set north '''11111111-0000-4000-8000-000000000001'''
\set south '''22222222-0000-4000-8000-000000000002'''

CREATE ROLE regress_studio_olga LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_adam LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_edda LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_vera LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_sven LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_otto LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_nemo LOGIN IN ROLE studio_login;
\o /dev/null
SELECT studio.login_link(rolname) FROM pg_roles WHERE rolname ~ '^regress_studio_(olga|adam|edda|vera|sven|otto)$' ORDER BY 1;
\o
CREATE FUNCTION public.account(name text) RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT id FROM studio.account WHERE role = ('regress_studio_' || $1)::regrole $$;

INSERT INTO studio.organization (id, name, created_by) VALUES (:north, 'north', public.account('olga')), (:south, 'south', public.account('sven'));
INSERT INTO studio.member (organization_id, account_id, role) VALUES
    (:north, public.account('olga'), 'owner'), (:north, public.account('adam'), 'admin'), (:north, public.account('edda'), 'editor'),
    (:north, public.account('vera'), 'viewer'), (:south, public.account('sven'), 'owner');
-- Ids of an organization's things end in its number.
CREATE FUNCTION public.furnish(organization uuid, owner text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := (SELECT o.name FROM studio.organization o WHERE o.id = organization);
    last text := right(organization::text, 1);
    self uuid := public.account(owner);
BEGIN
    INSERT INTO studio.connection (id, organization_id, name, kind, database, role, created_by)
        VALUES (format('cccccccc-0000-4000-8000-00000000000%s', last)::uuid, organization, name || ' local', 'local', 'contrib_regression', ('regress_studio_' || owner)::regrole, self);
    INSERT INTO studio.connection_proof (connection_id, kind, account_id) VALUES (format('cccccccc-0000-4000-8000-00000000000%s', last)::uuid, 'linked_role', self);
    INSERT INTO studio.connection (id, organization_id, name, kind, database, host, port, "user", sslmode, created_by)
        VALUES (format('dddddddd-0000-4000-8000-00000000000%s', last)::uuid, organization, name || ' remote', 'postgres', 'shop', name || '.example.org', 5432, 'app', 'verify-full', self);
    INSERT INTO studio.connection_secret (connection_id, key_version, nonce, ciphertext)
        VALUES (format('dddddddd-0000-4000-8000-00000000000%s', last)::uuid, 1, decode(repeat('01', 12), 'hex'), convert_to('ciphertext of ' || name || ' ----', 'UTF8'));
    INSERT INTO studio.invitation (id, organization_id, role, email, token_hash, created_by)
        VALUES (format('eeeeeeee-0000-4000-8000-00000000000%s', last)::uuid, organization, 'viewer', name || '@example.org', sha256(('invitation of ' || name)::bytea), self);
    INSERT INTO studio.saved_query_folder (id, organization_id, account_id, name, is_shared)
        VALUES (format('ffffffff-0000-4000-8000-00000000000%s', last)::uuid, organization, self, name || ' folder', true);
    INSERT INTO studio.saved_query (id, organization_id, account_id, name, sql, is_shared)
        VALUES (format('aaaaaaaa-0000-4000-8000-00000000000%s', last)::uuid, organization, self, name || ' shared', 'select ''' || name || '''', true),
               (format('bbbbbbbb-0000-4000-8000-00000000000%s', last)::uuid, organization, self, name || ' private', 'select ''secret of ' || name || '''', false);
    INSERT INTO studio.saved_query_version (saved_query_id, version, name, sql, saved_by)
        SELECT q.id, 1, q.name, q.sql, self FROM studio.saved_query q WHERE q.organization_id = organization;
    INSERT INTO studio.named_view (id, organization_id, connection_id, relation_schema, relation_name, account_id, name, view, is_shared)
        SELECT format('%s-0000-4000-8000-00000000000%s', start, last)::uuid, organization, format('cccccccc-0000-4000-8000-00000000000%s', last)::uuid,
               'public', 'film', self, name || what, jsonb_build_object('search', name), what = ' shared view'
        FROM (VALUES ('88888888', ' shared view'), ('99999999', ' private view')) AS kept (start, what);
    INSERT INTO studio.quota (organization_id, row_limit) VALUES (organization, 1000);
    INSERT INTO studio.query_history (organization_id, account_id, connection_id, sql, status, started_at, duration_ms)
        SELECT organization, m.account_id, format('cccccccc-0000-4000-8000-00000000000%s', last)::uuid, 'select ''' || name || '''', 'ok', now(), 1
        FROM studio.member m WHERE m.organization_id = organization;
END$$;
SELECT public.furnish(:north, 'olga'), public.furnish(:south, 'sven') \g /dev/null
INSERT INTO studio.session (id, account_id, user_agent) SELECT gen_random_uuid(), id, 'browser of ' || name FROM studio.account;
INSERT INTO studio.personal_access_token (account_id, name, token_hash, scopes, expires_at)
    SELECT id, 'token of ' || name, sha256(name::bytea), '{read}', now() + INTERVAL '1 day' FROM studio.account;
INSERT INTO studio.credential (account_id, password_hash) SELECT id, 'scrypt$' || name FROM studio.account;

-- What becomes of a statement that this person sends: rows, or the error's code. Nothing of it stays, nor the membership in
-- studio_service, through which the person would see more in psql.
CREATE FUNCTION public.attempt(who text, is_service boolean, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    rows bigint;
BEGIN
    IF is_service AND who <> 'postgres' THEN
        EXECUTE format('GRANT studio_service TO regress_studio_%s', who);
    END IF;
    IF who <> 'postgres' THEN
        EXECUTE format('SET LOCAL SESSION AUTHORIZATION regress_studio_%s', who);
    END IF;
    IF is_service THEN
        SET LOCAL ROLE studio_service;
    END IF;
    EXECUTE statement;
    GET DIAGNOSTICS rows = ROW_COUNT;
    RAISE EXCEPTION '%', rows USING ERRCODE = 'UNDO1';
EXCEPTION
    WHEN SQLSTATE 'UNDO1' THEN RETURN SQLERRM;
    WHEN OTHERS THEN RETURN SQLSTATE;
END$$;
-- The same for everybody.
CREATE FUNCTION public.attempts(is_service boolean, statement text, OUT nemo text, OUT otto text, OUT vera text, OUT edda text, OUT adam text,
        OUT olga text, OUT sven text, OUT postgres text) LANGUAGE sql AS $$
    SELECT public.attempt('nemo', $1, $2), public.attempt('otto', $1, $2), public.attempt('vera', $1, $2), public.attempt('edda', $1, $2),
           public.attempt('adam', $1, $2), public.attempt('olga', $1, $2), public.attempt('sven', $1, $2), public.attempt('postgres', $1, $2)
$$;
-- What an operation answers this person; it stays.
CREATE FUNCTION public.ask(who text, operation text, argument jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    answer jsonb;
BEGIN
    EXECUTE format('GRANT studio_service TO regress_studio_%s', who);
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION regress_studio_%s', who);
    SET LOCAL ROLE studio_service;
    EXECUTE format('SELECT studio_private.%I($1)', operation) INTO answer USING argument;
    RESET ROLE;
    RESET SESSION AUTHORIZATION;
    EXECUTE format('REVOKE studio_service FROM regress_studio_%s', who);
    RETURN answer;
END$$;
-- The service's plan of a statement.
CREATE FUNCTION public.plan(statement text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL ROLE studio_service;
    RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || statement;
    RESET ROLE;
END$$;
\set QUIET off
\set ECHO all
