-- What people see of studio with plain SELECTs in psql: their own, and nothing may be written.
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

-- viewpoint from regress_studio_vera, a viewer
SET SESSION AUTHORIZATION regress_studio_vera;
SELECT name FROM studio.account WHERE public.regress_studio_shout(name) ORDER BY 1;
SELECT name, studio.organization_role(id), studio.is_member(id), studio.may_edit(id), studio.may_administer(id)
FROM studio.organization WHERE public.regress_studio_shout(name) ORDER BY 1;
SELECT count(*) AS members_seen FROM studio.member;
SELECT name FROM studio.connection WHERE public.regress_studio_shout(name) ORDER BY 1;
SELECT count(*) AS sign_ins FROM studio.session;
SELECT * FROM studio.credential;
SELECT * FROM studio.login_link;
SELECT * FROM studio.connection_proof;
-- each verb, tried
INSERT INTO studio.account (name) VALUES ('more');
UPDATE studio.account SET name = 'other';
DELETE FROM studio.account;
INSERT INTO studio.organization (name) VALUES ('mine');
UPDATE studio.member SET role = 'owner';
DELETE FROM studio.member;
INSERT INTO studio.connection (organization_id, name, kind, database, role) SELECT id, 'x', 'local', 'x', 'postgres' FROM studio.organization;
UPDATE studio.connection SET role = 'postgres';
DELETE FROM studio.session;
TRUNCATE studio.connection;
CREATE TRIGGER spying AFTER UPDATE ON studio.account EXECUTE FUNCTION public.regress_studio_shout();
CREATE TABLE studio.mine ();
SELECT studio_private.me('{}');
RESET SESSION AUTHORIZATION;

-- viewpoint from regress_studio_otto, who belongs to nothing but himself
SET SESSION AUTHORIZATION regress_studio_otto;
SELECT name FROM studio.account WHERE public.regress_studio_shout(name);
SELECT name, studio.organization_role(id) FROM studio.organization WHERE public.regress_studio_shout(name);
SELECT name FROM studio.connection WHERE public.regress_studio_shout(name);
SELECT count(*) AS members_seen FROM studio.member;
RESET SESSION AUTHORIZATION;
SELECT id AS team FROM studio.organization WHERE name = 'team' \gset
SET SESSION AUTHORIZATION regress_studio_otto;
SELECT studio.organization_role(:'team') IS NULL AS no_role, studio.is_member(:'team'), studio.may_edit(:'team'), studio.may_administer(:'team');
RESET SESSION AUTHORIZATION;

-- viewpoint from a role outside studio_login
CREATE ROLE regress_studio_stranger LOGIN;
SET SESSION AUTHORIZATION regress_studio_stranger;
SELECT * FROM studio.account;
SELECT studio.current_account();
RESET SESSION AUTHORIZATION;
DROP ROLE regress_studio_stranger;

DELETE FROM studio.organization;
DELETE FROM studio.account;
DROP FUNCTION public.regress_studio_shout(text);
DROP ROLE regress_studio_olga, regress_studio_adam, regress_studio_edda, regress_studio_vera, regress_studio_otto;
