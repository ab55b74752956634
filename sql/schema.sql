-- Where studio may be installed, the two roles that it needs, and its two schemas.

-- Without the library in shared memory there is no gateway, and C functions of ours would load it half: refuse before any.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = 'studio.database') THEN
        RAISE EXCEPTION 'studio is not loaded'
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  HINT = pg_catalog.format(E'Add these two lines to postgresql.conf and restart the server:\n'
                         'shared_preload_libraries = ''studio''\nstudio.database = %L', pg_catalog.current_database());
    END IF;
    IF pg_catalog.current_database() OPERATOR(pg_catalog.<>) pg_catalog.current_setting('studio.database') THEN
        RAISE EXCEPTION 'studio cannot be installed in database "%"', pg_catalog.current_database()
            USING ERRCODE = 'object_not_in_prerequisite_state',
                  DETAIL = pg_catalog.format('The setting studio.database names "%s".',
                                             pg_catalog.current_setting('studio.database')),
                  HINT = 'Connect to that database, or change studio.database in postgresql.conf and restart the server.';
    END IF;
END
$$;

-- studio_service is what the service worker is: nobody else may be it, so a role of that name with ties is refused.
DO $$
DECLARE
    present pg_catalog.pg_authid;
BEGIN
    SELECT * INTO present FROM pg_catalog.pg_authid WHERE rolname = 'studio_service';
    IF NOT FOUND THEN
        CREATE ROLE studio_service;
    ELSIF present.rolsuper OR present.rolpassword IS NOT NULL
          OR EXISTS (SELECT FROM pg_catalog.pg_auth_members WHERE present.oid IN (roleid, member)) THEN
        RAISE EXCEPTION 'role "studio_service" exists and is not what studio needs'
            USING ERRCODE = 'duplicate_object',
                  DETAIL = 'It is a superuser, has a password, is a member of a role or has members.',
                  HINT = 'Drop or rename it, then try again.';
    END IF;
    ALTER ROLE studio_service WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS
        CONNECTION LIMIT 0 VALID UNTIL 'infinity';
    ALTER ROLE studio_service RESET ALL;
    EXECUTE pg_catalog.format('ALTER ROLE studio_service IN DATABASE %I RESET ALL', pg_catalog.current_database());
    EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO studio_service', pg_catalog.current_database());

    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'studio_login') THEN
        CREATE ROLE studio_login;
    END IF;
    ALTER ROLE studio_login WITH NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE INHERIT NOREPLICATION NOBYPASSRLS;
END
$$;

COMMENT ON ROLE studio_service IS 'Runs studio''s own SQL in a background worker; nobody can log in as it.';

COMMENT ON ROLE studio_login IS 'Its members may sign in to studio with their role.';

CREATE SCHEMA studio;

COMMENT ON SCHEMA studio IS 'studio: what people may see of it, by row-level security, and its functions.';

CREATE SCHEMA studio_private;

COMMENT ON SCHEMA studio_private IS 'studio: what only its own workers may call.';

REVOKE ALL ON SCHEMA studio, studio_private FROM PUBLIC;

-- Whatever the installing superuser's default privileges say, nothing of ours is PUBLIC's: see policy/privileges.sql.
GRANT USAGE ON SCHEMA studio TO studio_login, studio_service, pg_read_all_stats;

GRANT USAGE ON SCHEMA studio_private TO studio_service;
