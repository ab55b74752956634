-- The two roles that CREATE EXTENSION makes, and which ones it refuses to adopt.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SELECT rolname, rolcanlogin, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolconnlimit
FROM pg_roles WHERE rolname LIKE 'studio%' ORDER BY 1;
SELECT rolname, rolpassword IS NULL AS has_no_password FROM pg_authid WHERE rolname LIKE 'studio%' ORDER BY 1;

-- Ties of studio_service are refused.
SET client_min_messages = error;
DROP EXTENSION studio;
RESET client_min_messages;
CREATE ROLE regress_studio_member;
GRANT studio_service TO regress_studio_member;
CREATE EXTENSION studio;
REVOKE studio_service FROM regress_studio_member;
GRANT regress_studio_member TO studio_service;
CREATE EXTENSION studio;
REVOKE regress_studio_member FROM studio_service;
ALTER ROLE studio_service PASSWORD 'known';
CREATE EXTENSION studio;
ALTER ROLE studio_service PASSWORD NULL;
ALTER ROLE studio_service SUPERUSER;
CREATE EXTENSION studio;

-- Mere attributes and settings are put right; members of studio_login stay.
ALTER ROLE studio_service NOSUPERUSER CREATEDB CREATEROLE INHERIT CONNECTION LIMIT 5 VALID UNTIL '2001-01-01';
ALTER ROLE studio_service SET search_path = public;
ALTER ROLE studio_login LOGIN CREATEROLE;
GRANT studio_login TO regress_studio_member;
CREATE EXTENSION studio;
SELECT rolname, rolcanlogin, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolconnlimit, rolvaliduntil, rolconfig
FROM pg_roles WHERE rolname LIKE 'studio%' ORDER BY 1;
SELECT pg_has_role('regress_studio_member', 'studio_login', 'MEMBER');
DROP ROLE regress_studio_member;
