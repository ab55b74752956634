-- R-05: what people see of studio with plain SELECTs in psql: their own, and nothing may be written.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter

-- Rows that each sees, a superuser all. 42501: nobody's to read.
SELECT relname AS table, a.* FROM pg_class, LATERAL public.attempts(false, format('SELECT FROM studio.%I', relname)) a
WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r' ORDER BY 1;

-- The service sees for everybody what he sees in psql, row for row, but for what is nobody's to read there.
SELECT relname AS table, who FROM pg_class, unnest('{nemo,otto,vera,edda,adam,olga,sven}'::text[]) who,
    LATERAL (SELECT format('DO $x$BEGIN RAISE EXCEPTION USING ERRCODE = ''UNDO1'', MESSAGE = (SELECT md5(coalesce(string_agg(t::text, %L ORDER BY t::text), %L)) FROM studio.%I t); END$x$', '|', '', relname) AS statement) s
WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r' AND relname NOT IN ('credential', 'login_link', 'connection_proof', 'connection_secret')
  AND public.attempt(who, true, statement) IS DISTINCT FROM public.attempt(who, false, statement);

-- Nothing of the south reaches the north, nor the other way: no row that names it or bears its ids.
SELECT relname AS table, who FROM pg_class, (VALUES ('vera', 'south|000000000002'), ('edda', 'south|000000000002'), ('adam', 'south|000000000002'), ('olga', 'south|000000000002'), ('otto', 'south|north|00000000000[12]'), ('sven', 'north|000000000001')) AS v (who, other)
WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r'
  AND public.attempt(who, false, format('SELECT FROM studio.%I t WHERE t::text ~ %L', relname, other)) NOT IN ('0', '42501');

-- A spy in the WHERE is shown no row that its caller may not see.
CREATE FUNCTION public.shout(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$BEGIN RAISE NOTICE 'saw %', $1; RETURN true; END$$;
SET SESSION AUTHORIZATION regress_studio_vera;
SELECT name, studio.organization_role(id), studio.may_edit(id), studio.may_administer(id), studio.is_owner(id) FROM studio.organization WHERE public.shout(name) ORDER BY 1;
SELECT count(*) FROM studio.connection WHERE public.shout(name);
SELECT count(*) FROM studio.saved_query WHERE public.shout(name);
SELECT count(*) FROM studio.query_history WHERE public.shout(sql);
SELECT count(*) FROM studio.account WHERE public.shout(name);
RESET SESSION AUTHORIZATION;
DROP FUNCTION public.shout(text);

-- Each verb is refused to everybody but superusers, on every table.
SET client_min_messages = warning;
SELECT relname AS table, verb, a.* FROM pg_class,
    (VALUES ('INSERT', 'INSERT INTO studio.%I SELECT * FROM studio.%1$I'), ('UPDATE', 'UPDATE studio.%I SET %s = %2$s'),
            ('DELETE', 'DELETE FROM studio.%I'), ('TRUNCATE', 'TRUNCATE studio.%I CASCADE')) AS v (verb, statement),
    LATERAL (SELECT attname FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum = 1) c,
    LATERAL public.attempts(false, format(statement, relname, attname)) a
WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r' AND (nemo, otto, vera, edda, adam, olga, sven) <> ('42501', '42501', '42501', '42501', '42501', '42501', '42501')
ORDER BY 1, 2;

RESET client_min_messages;
-- Nor may anybody spy by triggers, create there or call what is the service's.
SELECT statement, a.* FROM (VALUES ('CREATE TRIGGER spying AFTER UPDATE ON studio.account EXECUTE FUNCTION suppress_redundant_updates_trigger()'),
    ('CREATE TABLE studio.mine ()'), ('SELECT studio_private.me(''{}'')')) AS v (statement), LATERAL public.attempts(false, statement) a;

-- A role outside studio_login reads nothing and calls nothing.
CREATE ROLE regress_studio_stranger LOGIN;
SET SESSION AUTHORIZATION regress_studio_stranger;
SELECT * FROM studio.account;
SELECT studio.current_account();
SELECT studio.operation('me');
RESET SESSION AUTHORIZATION;
DROP ROLE regress_studio_stranger;
\i :leave
