-- What the service worker may do for whom. Here studio_service is become in psql, and the session user is who speaks.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

-- The cast: olga owns the team, adam administers it, edda edits, vera views; otto belongs to nothing.
CREATE ROLE regress_studio_olga LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_adam LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_edda LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_vera LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_otto LOGIN IN ROLE studio_login;
SELECT count(studio.login_link(rolname)) FROM pg_roles WHERE rolname LIKE 'regress_studio_%';
INSERT INTO studio.organization (name) VALUES ('team');
INSERT INTO studio.member (organization_id, account_id, role)
    SELECT o.id, a.id, CASE a.name WHEN 'regress_studio_olga' THEN 'owner' WHEN 'regress_studio_adam' THEN 'admin'
                                   WHEN 'regress_studio_edda' THEN 'editor' ELSE 'viewer' END
    FROM studio.organization o, studio.account a WHERE o.name = 'team' AND a.name <> 'regress_studio_otto';
INSERT INTO studio.connection (organization_id, name, kind, database, role)
    SELECT id, name, 'local', 'contrib_regression', 'regress_studio_olga' FROM studio.organization;
-- A spy that would shout the name of every row that it is shown.
CREATE FUNCTION public.regress_studio_shout(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001
    AS $$BEGIN RAISE NOTICE 'saw %', $1; RETURN true; END$$;

GRANT studio_service TO regress_studio_olga, regress_studio_adam, regress_studio_edda, regress_studio_vera, regress_studio_otto;
INSERT INTO studio.session (id, account_id) SELECT gen_random_uuid(), id FROM studio.account;

-- viewpoint from regress_studio_olga, the owner: makes, changes and deletes connections of the team, not of others
SET SESSION AUTHORIZATION regress_studio_olga; SET ROLE studio_service;
SELECT name FROM studio.connection WHERE public.regress_studio_shout(name) ORDER BY 1;
INSERT INTO studio.connection (organization_id, name, kind, database, role) SELECT id, 'made by olga', 'local', 'x', 'regress_studio_olga' FROM studio.organization WHERE name = 'team';
UPDATE studio.connection SET color = '#123456' RETURNING name;
SELECT count(*) AS own_sign_ins FROM studio.session;
UPDATE studio.session SET counter = 7;
SELECT * FROM studio.credential;
SELECT * FROM studio.login_link;
UPDATE studio.account SET name = 'x';
UPDATE studio.member SET role = 'owner';
RESET SESSION AUTHORIZATION;
SELECT count(*) FILTER (WHERE counter = 7) AS rotated, count(*) AS all_sign_ins FROM studio.session;

-- viewpoint from regress_studio_adam, an admin: may move nothing out of his reach, and proves in his own name only
SET SESSION AUTHORIZATION regress_studio_adam; SET ROLE studio_service;
UPDATE studio.connection SET organization_id = gen_random_uuid() WHERE name = 'made by olga';
INSERT INTO studio.connection_proof (connection_id, kind, account_id) SELECT id, 'linked_role', studio.current_account() FROM studio.connection WHERE name = 'made by olga';
UPDATE studio.connection_proof SET account_id = gen_random_uuid();
SELECT count(*) AS proofs_seen FROM studio.connection_proof;
RESET SESSION AUTHORIZATION;

-- viewpoints from regress_studio_edda, an editor, and regress_studio_vera, a viewer: they see and change nothing
SET SESSION AUTHORIZATION regress_studio_edda; SET ROLE studio_service;
SELECT count(*) AS connections_seen FROM studio.connection;
UPDATE studio.connection SET color = NULL WHERE name = 'made by olga';
DELETE FROM studio.connection WHERE name = 'made by olga';
INSERT INTO studio.connection (organization_id, name, kind, database, role) SELECT id, 'by edda', 'local', 'x', 'regress_studio_edda' FROM studio.organization WHERE name = 'team';
SELECT count(*) AS proofs_seen FROM studio.connection_proof;
RESET SESSION AUTHORIZATION;
SET SESSION AUTHORIZATION regress_studio_vera; SET ROLE studio_service;
DELETE FROM studio.connection WHERE name = 'made by olga';
RESET SESSION AUTHORIZATION;

-- viewpoint from regress_studio_otto: the team does not exist
SET SESSION AUTHORIZATION regress_studio_otto; SET ROLE studio_service;
SELECT name FROM studio.connection WHERE public.regress_studio_shout(name);
DELETE FROM studio.session;
RESET SESSION AUTHORIZATION;
SELECT count(*) AS sign_ins_left FROM studio.session;

-- nobody at all (an account that is disabled) sees nothing
UPDATE studio.account SET disabled_at = now() WHERE name = 'regress_studio_olga';
SET SESSION AUTHORIZATION regress_studio_olga; SET ROLE studio_service;
SELECT (SELECT count(*) FROM studio.account) + (SELECT count(*) FROM studio.connection) + (SELECT count(*) FROM studio.organization)
     + (SELECT count(*) FROM studio.member) + (SELECT count(*) FROM studio.session) AS seen;
RESET SESSION AUTHORIZATION;
REVOKE studio_service FROM regress_studio_olga, regress_studio_adam, regress_studio_edda, regress_studio_vera, regress_studio_otto;

DELETE FROM studio.organization;
DELETE FROM studio.account;
DROP FUNCTION public.regress_studio_shout(text);
DROP ROLE regress_studio_olga, regress_studio_adam, regress_studio_edda, regress_studio_vera, regress_studio_otto;
