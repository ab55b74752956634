-- The two epochs move at commit, and only for what matters.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

CREATE TEMP TABLE seen AS SELECT access_epoch, catalog_epoch FROM studio.status();
CREATE FUNCTION pg_temp.moved(OUT access boolean, OUT catalog boolean) LANGUAGE plpgsql AS $$
DECLARE
    now_at record;
BEGIN
    SELECT s.access_epoch, s.catalog_epoch INTO now_at FROM studio.status() s;
    SELECT now_at.access_epoch > e.access_epoch, now_at.catalog_epoch > e.catalog_epoch INTO access, catalog FROM seen e;
    UPDATE seen SET access_epoch = now_at.access_epoch, catalog_epoch = now_at.catalog_epoch;
END$$;
SELECT * FROM pg_temp.moved();
SELECT * FROM pg_temp.moved();

-- Plain work moves nothing.
BEGIN; SET LOCAL work_mem = '1MB'; SELECT 1; COMMIT;
ANALYZE seen;
SELECT * FROM pg_temp.moved();

-- DDL: the catalog, at commit and not before, and not at rollback.
BEGIN;
CREATE TABLE public.regress_studio_thing ();
SELECT * FROM pg_temp.moved();
COMMIT;
SELECT * FROM pg_temp.moved();
BEGIN; DROP TABLE public.regress_studio_thing; ROLLBACK;
SELECT * FROM pg_temp.moved();
DROP TABLE public.regress_studio_thing;
SELECT * FROM pg_temp.moved();
DO $$BEGIN EXECUTE 'CREATE TABLE public.regress_studio_thing AS SELECT 1'; END$$;
SELECT * FROM pg_temp.moved();
SELECT 1 AS one INTO public.regress_studio_other;
SELECT * FROM pg_temp.moved();
DROP TABLE public.regress_studio_thing, public.regress_studio_other;
SELECT * FROM pg_temp.moved();

-- Who may do what: roles, memberships, privileges, databases.
CREATE ROLE regress_studio_alice LOGIN;
SELECT * FROM pg_temp.moved();
ALTER ROLE regress_studio_alice NOLOGIN;
SELECT * FROM pg_temp.moved();
GRANT pg_monitor TO regress_studio_alice;
SELECT * FROM pg_temp.moved();
BEGIN; REVOKE pg_monitor FROM regress_studio_alice; ROLLBACK;
SELECT * FROM pg_temp.moved();
GRANT CONNECT ON DATABASE contrib_regression TO regress_studio_alice;
SELECT * FROM pg_temp.moved();
DROP OWNED BY regress_studio_alice;
SELECT * FROM pg_temp.moved();
DROP ROLE regress_studio_alice;
SELECT * FROM pg_temp.moved();
CREATE DATABASE regress_studio_database;
SELECT * FROM pg_temp.moved();
ALTER DATABASE regress_studio_database RENAME TO regress_studio_renamed;
SELECT * FROM pg_temp.moved();
DROP DATABASE regress_studio_renamed;
SELECT * FROM pg_temp.moved();

-- studio's own tables: a change or an end, not a beginning or a rotation.
INSERT INTO studio.account (name) VALUES ('alice');
SELECT * FROM pg_temp.moved();
INSERT INTO studio.session (id, account_id) SELECT gen_random_uuid(), id FROM studio.account;
UPDATE studio.session SET counter = counter + 1;
SELECT * FROM pg_temp.moved();
DELETE FROM studio.session;
SELECT * FROM pg_temp.moved();
BEGIN; UPDATE studio.account SET name = 'other'; ROLLBACK;
SELECT * FROM pg_temp.moved();
BEGIN; SAVEPOINT s; UPDATE studio.account SET name = 'other'; ROLLBACK TO s; COMMIT;
UPDATE studio.account SET disabled_at = now();
SELECT * FROM pg_temp.moved();
DELETE FROM studio.account;
SELECT * FROM pg_temp.moved();
