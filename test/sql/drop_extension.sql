-- DROP EXTENSION says what is lost, leaves the roles, and takes the rest.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

INSERT INTO studio.account (name) VALUES ('one'), ('two');
INSERT INTO studio.organization (name) VALUES ('team');
-- One who may not drop it is told no number.
CREATE ROLE regress_studio_plain;
SET ROLE regress_studio_plain;
DROP EXTENSION studio;
RESET ROLE;
BEGIN;
DROP EXTENSION studio;
ROLLBACK;
SELECT count(*) FROM studio.account;
DROP EXTENSION studio;
SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'studio%';
SELECT rolname FROM pg_roles WHERE rolname LIKE 'studio%' ORDER BY 1;
-- Again: nothing to say.
DROP EXTENSION studio;
DROP EXTENSION IF EXISTS studio;
CREATE EXTENSION studio;
SELECT count(*) FROM studio.account;
DROP ROLE regress_studio_plain;
