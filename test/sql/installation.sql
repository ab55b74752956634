-- Where studio may be installed: in studio.database only, and in schemas of its own.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

CREATE DATABASE regress_studio_elsewhere;
\c regress_studio_elsewhere
CREATE EXTENSION studio;
SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'studio%';
\c contrib_regression
DROP DATABASE regress_studio_elsewhere;

-- No schema can be chosen, and nothing was made in the nominal one.
SELECT e.extversion, n.nspname, e.extrelocatable FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = 'studio';
SELECT DISTINCT CASE WHEN d.classid = 'pg_proc'::regclass THEN p.pronamespace WHEN d.classid = 'pg_class'::regclass THEN c.relnamespace END::regnamespace AS schema
FROM pg_depend d LEFT JOIN pg_proc p ON p.oid = d.objid LEFT JOIN pg_class c ON c.oid = d.objid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'studio')
  AND d.classid IN ('pg_proc'::regclass, 'pg_class'::regclass)
ORDER BY 1;

-- Only a superuser installs it.
CREATE ROLE regress_studio_plain;
GRANT CREATE ON DATABASE contrib_regression TO regress_studio_plain;
SET client_min_messages = error;
DROP EXTENSION studio;
RESET client_min_messages;
SET ROLE regress_studio_plain;
CREATE EXTENSION studio;
RESET ROLE;
-- A schema of that name, made before, is not adopted.
CREATE SCHEMA studio AUTHORIZATION regress_studio_plain;
CREATE EXTENSION studio;
DROP SCHEMA studio;
CREATE EXTENSION studio;
REVOKE CREATE ON DATABASE contrib_regression FROM regress_studio_plain;
DROP ROLE regress_studio_plain;
