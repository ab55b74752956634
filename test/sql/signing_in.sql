-- Invitations, sign-ins, passwords, links for members and personal access tokens: what is secret is told once and kept as a hash.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\set as_the_gateway :tests '/cast/as_the_gateway.sql'
\i :enter

SELECT public.ask('adam', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'editor', 'email', 'new@example.org')) AS made \gset
SELECT :'made'::jsonb - '{id,token,url,created_at,expires_at,created_by}'::text[] AS invitation, :'made'::jsonb #>> '{created_by,name}' AS by,
    :'made'::jsonb ->> 'url' ~ ('^http://localhost:\d+/join#invitation=' || (:'made'::jsonb ->> 'token') || '$') AS url, length(:'made'::jsonb ->> 'token') AS length,
    (:'made'::jsonb ->> 'expires_at')::timestamptz - (:'made'::jsonb ->> 'created_at')::timestamptz AS life;
SELECT count(*) AS kept_in_clear FROM studio.invitation i WHERE i::text LIKE '%' || (:'made'::jsonb ->> 'token') || '%';
SELECT public.ask('olga', 'list_invitations', jsonb_build_object('organization_id', :north)) -> 'items' -> 0 ? 'token' AS told_again;
SELECT public.ask('olga', 'create_invitation', jsonb_build_object('organization_id', (SELECT id FROM studio.organization WHERE personal_account_id = public.account('olga')), 'role', 'viewer'));
SELECT public.ask('olga', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'king'));
SELECT public.ask('olga', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'viewer', 'expires_in_days', 31));

\i :as_the_gateway
-- Whoever has the link sees into what he is invited; used once, it is gone.
SELECT public.ask('nemo', 'read_invitation', jsonb_build_object('token', :'made'::jsonb ->> 'token')) - 'expires_at' AS page;
SELECT public.ask('nemo', 'read_invitation', '{"token":"wrong"}');
SELECT public.ask('nemo', 'accept_invitation', jsonb_build_object('token', :'made'::jsonb ->> 'token'));
SELECT public.ask('nemo', 'accept_invitation', jsonb_build_object('token', :'made'::jsonb ->> 'token', 'name', 'nora', 'email', 'nora@example.org', 'password_hash', 'scrypt$x',
    'session_id', '33333333-3333-4333-8333-333333333333')) #- '{account,id}' #- '{account,created_at}' AS session;
SELECT public.ask('nemo', 'accept_invitation', jsonb_build_object('token', :'made'::jsonb ->> 'token', 'name', 'again', 'email', 'again@example.org', 'password_hash', 'scrypt$x', 'session_id', gen_random_uuid()));
SELECT o.name, m.role FROM studio.member m JOIN studio.organization o ON o.id = m.organization_id JOIN studio.account a ON a.id = m.account_id WHERE a.email = 'nora@example.org' ORDER BY 1;
-- Somebody who is signed in joins; a member keeps the higher role. One whose inviter may no longer invite is void.
SELECT public.ask('adam', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'viewer')) ->> 'token' AS first,
       public.ask('adam', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'viewer')) ->> 'token' AS second,
       public.ask('adam', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'admin')) ->> 'token' AS third,
       public.ask('adam', 'create_invitation', jsonb_build_object('organization_id', :north, 'role', 'admin')) ->> 'token' AS fourth \gset
SELECT public.ask('otto', 'accept_invitation', jsonb_build_object('token', :'first')) - 'organization_id' AS joined;
SELECT public.ask('edda', 'accept_invitation', jsonb_build_object('token', :'second')) - 'organization_id' AS stays_editor;
SELECT public.ask('vera', 'accept_invitation', jsonb_build_object('token', :'third')) - 'organization_id' AS rises;
SELECT public.ask('olga', 'update_member', jsonb_build_object('organization_id', :north, 'account_id', public.account('adam'), 'role', 'editor')) ->> 'role' AS adam_is;
SELECT public.ask('sven', 'accept_invitation', jsonb_build_object('token', :'fourth'));
UPDATE studio.invitation SET expires_at = now();
SELECT public.ask('nemo', 'read_invitation', jsonb_build_object('token', 'invitation of south'));

-- Passwords: the verifier is told to the credential check alone. Without the old one it takes a sign-in by link or invitation just now.
SELECT public.ask('nemo', 'password_of', '{"email":"NORA@example.org"}') ->> 'password_hash' AS verifier, public.ask('nemo', 'password_of', '{"email":"nobody@example.org"}') AS of_nobody;
UPDATE studio.account SET email = 'otto@example.org' WHERE id = public.account('otto');
INSERT INTO studio.session (id, account_id, method) VALUES ('44444444-4444-4444-8444-444444444444', public.account('otto'), 'role'), ('55555555-5555-4555-8555-555555555555', public.account('otto'), 'link');
SELECT public.ask('otto', 'set_password', '{"session_id":"44444444-4444-4444-8444-444444444444","password_hash":"scrypt$new","is_verified":false}');
SELECT public.ask('otto', 'set_password', '{"session_id":"55555555-5555-4555-8555-555555555555","password_hash":"plain","is_verified":false}');
SELECT public.ask('otto', 'set_password', '{"session_id":"55555555-5555-4555-8555-555555555555","password_hash":"scrypt$new","is_verified":false}') AS set;
SELECT id FROM studio.session WHERE account_id = public.account('otto');
SELECT public.ask('nemo', 'password_of', '{"email":"otto@example.org"}') ->> 'password_hash' AS verifier;
SELECT public.ask('otto', 'update_account', '{"email":"nora@example.org"}');
SELECT public.ask('olga', 'set_password', '{"session_id":"55555555-5555-4555-8555-555555555555","password_hash":"scrypt$new","is_verified":true}');
SELECT public.ask('nemo', 'begin_session', jsonb_build_object('account_id', public.account('otto'), 'session_id', '66666666-6666-4666-8666-666666666666')) #>> '{account,email}' AS signed_in;
SELECT method FROM studio.session WHERE id = '66666666-6666-4666-8666-666666666666';

-- An owner's link for a member who has nothing but this organization; anybody else's could be taken over by it.
SELECT id AS nora FROM studio.account WHERE email = 'nora@example.org' \gset
SELECT public.ask('olga', 'create_member_link', jsonb_build_object('organization_id', :north, 'account_id', :'nora')) ->> 'url' ~ '/sign-in#link=[A-Za-z0-9_-]{43}$' AS link;
SELECT subject_name, organization_id = :north AS of_north FROM studio.audit_event WHERE action = 'member_link_created';
SELECT public.ask('olga', 'create_member_link', jsonb_build_object('organization_id', :north, 'account_id', public.account('vera')));
INSERT INTO studio.member VALUES (:south, :'nora', 'viewer');
SELECT public.ask('olga', 'create_member_link', jsonb_build_object('organization_id', :north, 'account_id', :'nora'));

-- Sign-ins: one's own, the one that asks is marked; all but that one end.
SELECT s ->> 'method' AS method, s ->> 'is_current' AS is_current FROM jsonb_array_elements(public.ask('otto', 'list_sessions', '{"session_id":"66666666-6666-4666-8666-666666666666"}') -> 'items') s ORDER BY 1;
SELECT public.ask('otto', 'delete_sessions', '{"except":"66666666-6666-4666-8666-666666666666"}');
SELECT public.ask('otto', 'delete_session', '{"id":"66666666-6666-4666-8666-666666666666"}');
SELECT public.ask('otto', 'delete_session', '{"id":"66666666-6666-4666-8666-666666666666"}');

-- Personal access tokens.
SELECT public.ask('vera', 'create_token', '{"name":"ci","scopes":["write","read"],"expires_in_days":30}') AS made \gset
SELECT :'made'::jsonb ->> 'token' ~ '^stp_[A-Za-z0-9_-]{43}$' AS token, :'made'::jsonb - '{id,token,created_at,expires_at}'::text[] AS made;
SELECT public.ask('vera', 'create_token', '{"name":"ci","scopes":[]}');
SELECT public.ask('vera', 'create_token', '{"name":"ci","scopes":["root"]}');
SELECT public.ask('vera', 'create_token', '{"name":"ci","scopes":["read"],"expires_in_days":367}');
SELECT encode(sha256((:'made'::jsonb ->> 'token')::bytea), 'hex') AS hash \gset
SELECT t ->> 'scopes' AS scopes, (t ->> 'account_id')::uuid = public.account('vera') AS is_vera FROM public.ask('nemo', 'use_token', jsonb_build_object('token_hash', :'hash')) t;
SELECT last_used_at IS NOT NULL AS is_noted FROM studio.personal_access_token WHERE name = 'ci';
UPDATE studio.account SET disabled_at = now() WHERE id = public.account('vera');
SELECT public.ask('nemo', 'use_token', jsonb_build_object('token_hash', :'hash'));
UPDATE studio.account SET disabled_at = NULL WHERE id = public.account('vera');
SELECT public.ask('vera', 'delete_token', jsonb_build_object('id', :'made'::jsonb ->> 'id'));
SELECT public.ask('nemo', 'use_token', jsonb_build_object('token_hash', :'hash'));
SELECT public.ask('nemo', 'use_token', '{"token_hash":"x"}');
ROLLBACK;
\i :leave
