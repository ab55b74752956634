-- studio.login_link(): who may have a link for whom, and what is kept of it.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

CREATE ROLE regress_studio_alice LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_bob LOGIN IN ROLE studio_login;
CREATE ROLE regress_studio_outsider LOGIN;
CREATE ROLE regress_studio_group NOLOGIN IN ROLE studio_login;

-- A superuser's: for himself and for others. The URL is the setting's, the token is 43 characters of base64url.
SELECT regexp_replace(studio.login_link('regress_studio_alice'), '[A-Za-z0-9_-]{43}$', '<43 characters>') ~ '^http://localhost:\d+/sign-in#link=<43 characters>$';
SELECT studio.login_link('regress_studio_alice') = studio.login_link('regress_studio_alice') AS same_twice;
SELECT name, role, email, disabled_at FROM studio.account WHERE role = 'regress_studio_alice'::regrole;
SELECT o.name, o.personal_account_id = a.id AS is_personal, m.role
FROM studio.account a JOIN studio.member m ON m.account_id = a.id JOIN studio.organization o ON o.id = m.organization_id
WHERE a.role = 'regress_studio_alice'::regrole;

-- Only the hash is kept, for fifteen minutes.
SELECT studio.login_link('regress_studio_alice') AS url \gset
SELECT l.expires_at - l.created_at AS life FROM studio.login_link l
WHERE l.link_hash = sha256(split_part(:'url', '#link=', 2)::bytea);
SELECT count(*) FROM studio.login_link l WHERE l::text LIKE '%' || split_part(:'url', '#link=', 2) || '%';

-- A member of studio_login: for herself only, with or without naming herself.
SET SESSION AUTHORIZATION regress_studio_alice;
SELECT length(split_part(studio.login_link(), '#link=', 2));
SELECT length(split_part(studio.login_link('regress_studio_alice'), '#link=', 2));
SELECT studio.login_link('regress_studio_bob');
RESET SESSION AUTHORIZATION;

-- Nobody else.
SET SESSION AUTHORIZATION regress_studio_outsider;
SELECT studio.login_link();
RESET SESSION AUTHORIZATION;
GRANT USAGE ON SCHEMA studio TO regress_studio_outsider;
GRANT EXECUTE ON FUNCTION studio.login_link(name) TO regress_studio_outsider;
SET SESSION AUTHORIZATION regress_studio_outsider;
SELECT studio.login_link();
RESET SESSION AUTHORIZATION;
REVOKE USAGE ON SCHEMA studio FROM regress_studio_outsider;
REVOKE EXECUTE ON FUNCTION studio.login_link(name) FROM regress_studio_outsider;

-- Somebody else's function, run with that one's rights, has no link for the one who calls it.
CREATE FUNCTION public.regress_studio_trap() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT studio.login_link()';
ALTER FUNCTION public.regress_studio_trap() OWNER TO regress_studio_bob;
SET SESSION AUTHORIZATION regress_studio_alice;
SELECT public.regress_studio_trap();
RESET SESSION AUTHORIZATION;
DROP FUNCTION public.regress_studio_trap();

-- Roles that cannot be linked.
SELECT studio.login_link('regress_studio_group');
SELECT studio.login_link('regress_studio_nobody');
SELECT studio.login_link('studio_service');
SELECT studio.login_link(NULL) IS NULL;
BEGIN READ ONLY;
SELECT studio.login_link();
ROLLBACK;

-- A disabled account gets none.
UPDATE studio.account SET disabled_at = now() WHERE role = 'regress_studio_alice'::regrole;
SELECT studio.login_link('regress_studio_alice');

DELETE FROM studio.account;
DROP ROLE regress_studio_alice, regress_studio_bob, regress_studio_outsider, regress_studio_group;
