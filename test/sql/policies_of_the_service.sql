-- R-05: what the service worker may write for whom: the last line, below the operations. Here studio_service is become in psql, and
-- the session user is who speaks. A number is of rows; 0 where the row is not to be seen; 42501 where it may not be written.
\getenv tests PG_ABS_SRCDIR
\set enter :tests '/cast/enter.sql'
\set leave :tests '/cast/leave.sql'
\i :enter
\set ECHO none
\set QUIET on
CREATE TABLE public.verbs (n serial, about text, statement text);
INSERT INTO public.verbs (about, statement) VALUES
    ('account: change oneself', 'UPDATE studio.account SET name = ''x'' WHERE id = studio.current_account()'),
    ('account: change all', 'UPDATE studio.account SET name = ''x'''),
    ('account: link a role', 'UPDATE studio.account SET role = ''postgres'''),
    ('account: enable', 'UPDATE studio.account SET disabled_at = NULL'),
    ('account: delete otto', 'DELETE FROM studio.account WHERE id = public.account(''otto'')'),
    ('organization: found', 'INSERT INTO studio.organization (name, created_by) VALUES (''new'', studio.current_account())'),
    ('organization: found for another', 'INSERT INTO studio.organization (name, created_by) VALUES (''new'', gen_random_uuid())'),
    ('organization: change', 'UPDATE studio.organization SET name = ''x'' WHERE id = ' || quote_literal(:north)),
    ('organization: give away', 'UPDATE studio.organization SET personal_account_id = NULL'),
    ('organization: delete', 'DELETE FROM studio.organization WHERE id = ' || quote_literal(:north)),
    ('organization: delete all', 'DELETE FROM studio.organization'),
    ('member: enter', 'INSERT INTO studio.member VALUES (' || quote_literal(:north) || ', studio.current_account(), ''owner'')'),
    ('member: bring otto', 'INSERT INTO studio.member VALUES (' || quote_literal(:north) || ', public.account(''otto''), ''viewer'')'),
    ('member: make vera editor', 'UPDATE studio.member SET role = ''editor'' WHERE account_id = public.account(''vera'') AND organization_id = ' || quote_literal(:north)),
    ('member: make vera owner', 'UPDATE studio.member SET role = ''owner'' WHERE account_id = public.account(''vera'') AND organization_id = ' || quote_literal(:north)),
    ('member: unmake the owner', 'UPDATE studio.member SET role = ''viewer'' WHERE account_id = public.account(''olga'') AND organization_id = ' || quote_literal(:north)),
    ('member: move', 'UPDATE studio.member SET organization_id = ' || quote_literal(:north)),
    ('member: remove edda', 'DELETE FROM studio.member WHERE account_id = public.account(''edda'') AND organization_id = ' || quote_literal(:north)),
    ('member: remove the owner', 'DELETE FROM studio.member WHERE account_id = public.account(''olga'') AND organization_id = ' || quote_literal(:north)),
    ('invitation: as viewer', 'INSERT INTO studio.invitation (organization_id, role, token_hash, created_by) VALUES (' || quote_literal(:north) || ', ''viewer'', sha256(''x''), studio.current_account())'),
    ('invitation: as owner', 'INSERT INTO studio.invitation (organization_id, role, token_hash, created_by) VALUES (' || quote_literal(:north) || ', ''owner'', sha256(''x''), studio.current_account())'),
    ('invitation: in another''s name', 'INSERT INTO studio.invitation (organization_id, role, token_hash, created_by) VALUES (' || quote_literal(:north) || ', ''viewer'', sha256(''x''), public.account(''olga''))'),
    ('invitation: change', 'UPDATE studio.invitation SET role = ''owner'''),
    ('invitation: withdraw all', 'DELETE FROM studio.invitation'),
    ('connection: create', 'INSERT INTO studio.connection (organization_id, name, kind, database, role) VALUES (' || quote_literal(:north) || ', ''x'', ''local'', ''x'', ''regress_studio_olga'')'),
    ('connection: change', 'UPDATE studio.connection SET color = ''#123456'''),
    ('connection: change its role', 'UPDATE studio.connection SET role = ''postgres'''),
    ('connection: move', 'UPDATE studio.connection SET organization_id = ' || quote_literal(:north)),
    ('connection: delete all', 'DELETE FROM studio.connection'),
    ('proof: see', 'SELECT FROM studio.connection_proof'),
    ('proof: for another', 'UPDATE studio.connection_proof SET account_id = public.account(''otto'')'),
    ('proof: oneself', 'UPDATE studio.connection_proof SET account_id = studio.current_account()'),
    ('secret: see', 'SELECT FROM studio.connection_secret'),
    ('secret: set', 'UPDATE studio.connection_secret SET key_version = 2'),
    ('secret: move', 'UPDATE studio.connection_secret SET connection_id = ''dddddddd-0000-4000-8000-000000000002'''),
    ('secret: delete all', 'DELETE FROM studio.connection_secret'),
    ('credential: see', 'SELECT FROM studio.credential'),
    ('login_link: see', 'SELECT FROM studio.login_link'),
    ('session: keep all', 'UPDATE studio.session SET counter = 7'),
    ('session: end all', 'DELETE FROM studio.session'),
    ('token: make', 'INSERT INTO studio.personal_access_token (account_id, name, token_hash, scopes, expires_at) VALUES (studio.current_account(), ''x'', sha256(''x''), ''{read}'', now())'),
    ('token: make for olga', 'INSERT INTO studio.personal_access_token (account_id, name, token_hash, scopes, expires_at) VALUES (public.account(''olga''), ''x'', sha256(''x''), ''{read}'', now())'),
    ('token: prolong', 'UPDATE studio.personal_access_token SET expires_at = ''infinity'''),
    ('token: revoke all', 'DELETE FROM studio.personal_access_token'),
    ('history: add', 'INSERT INTO studio.query_history (organization_id, account_id, connection_id, sql, status, started_at, duration_ms) VALUES (' || quote_literal(:north) || ', studio.current_account(), gen_random_uuid(), '''', ''ok'', now(), 1)'),
    ('history: delete', 'DELETE FROM studio.query_history'),
    ('audit: add', 'INSERT INTO studio.audit_event (account_id, action) VALUES (studio.current_account(), ''x'')'),
    ('audit: delete', 'DELETE FROM studio.audit_event'),
    ('folder: share', 'INSERT INTO studio.saved_query_folder (organization_id, account_id, name, is_shared) VALUES (' || quote_literal(:north) || ', studio.current_account(), ''x'', true)'),
    ('folder: change all', 'UPDATE studio.saved_query_folder SET name = ''x'''),
    ('folder: delete all', 'DELETE FROM studio.saved_query_folder'),
    ('query: keep', 'INSERT INTO studio.saved_query (organization_id, account_id, name, sql) VALUES (' || quote_literal(:north) || ', studio.current_account(), ''x'', ''x'')'),
    ('query: share', 'INSERT INTO studio.saved_query (organization_id, account_id, name, sql, is_shared) VALUES (' || quote_literal(:north) || ', studio.current_account(), ''x'', ''x'', true)'),
    ('query: in olga''s name', 'INSERT INTO studio.saved_query (organization_id, account_id, name, sql) VALUES (' || quote_literal(:north) || ', public.account(''olga''), ''x'', ''x'')'),
    ('query: change all', 'UPDATE studio.saved_query SET name = ''x'''),
    ('query: take shared ones', 'UPDATE studio.saved_query SET is_shared = false WHERE is_shared'),
    ('query: delete all', 'DELETE FROM studio.saved_query'),
    ('query: with a folder of the south', 'INSERT INTO studio.saved_query (organization_id, account_id, name, sql, folder_id) VALUES (' || quote_literal(:north) || ', studio.current_account(), ''x'', ''x'', ''ffffffff-0000-4000-8000-000000000002'')'),
    ('version: add', 'INSERT INTO studio.saved_query_version (saved_query_id, version, name, sql, saved_by) VALUES (''aaaaaaaa-0000-4000-8000-000000000001'', 2, ''x'', ''x'', studio.current_account())'),
    ('version: rewrite', 'UPDATE studio.saved_query_version SET sql = ''x'''),
    ('version: forget', 'DELETE FROM studio.saved_query_version'),
    ('view: keep', 'INSERT INTO studio.named_view (organization_id, connection_id, relation_schema, relation_name, account_id, name, view, is_shared) VALUES (' || quote_literal(:north) || ', ''cccccccc-0000-4000-8000-000000000001'', ''s'', ''r'', studio.current_account(), ''x'', ''{}'', false)'),
    ('view: share', 'INSERT INTO studio.named_view (organization_id, connection_id, relation_schema, relation_name, account_id, name, view, is_shared) VALUES (' || quote_literal(:north) || ', ''cccccccc-0000-4000-8000-000000000001'', ''s'', ''r'', studio.current_account(), ''x'', ''{}'', true)'),
    ('view: in olga''s name', 'INSERT INTO studio.named_view (organization_id, connection_id, relation_schema, relation_name, account_id, name, view, is_shared) VALUES (' || quote_literal(:north) || ', ''cccccccc-0000-4000-8000-000000000001'', ''s'', ''r'', public.account(''olga''), ''x'', ''{}'', false)'),
    ('view: of a connection of the south', 'INSERT INTO studio.named_view (organization_id, connection_id, relation_schema, relation_name, account_id, name, view, is_shared) VALUES (' || quote_literal(:north) || ', ''cccccccc-0000-4000-8000-000000000002'', ''s'', ''r'', studio.current_account(), ''x'', ''{}'', false)'),
    ('view: change all', 'UPDATE studio.named_view SET name = ''x'''),
    ('view: take shared ones', 'UPDATE studio.named_view SET is_shared = false WHERE is_shared'),
    ('view: move', 'UPDATE studio.named_view SET relation_name = ''x'''),
    ('view: delete all', 'DELETE FROM studio.named_view'),
    ('quota: raise', 'UPDATE studio.quota SET row_limit = NULL');
\set QUIET off
\set ECHO all
SELECT about, nemo, otto, vera, edda, adam, olga, sven FROM public.verbs, LATERAL public.attempts(true, statement) ORDER BY n;

-- Nobody at all (an account that is disabled) sees nothing.
UPDATE studio.account SET disabled_at = now() WHERE id = public.account('olga');
SELECT relname AS table FROM pg_class WHERE relnamespace = 'studio'::regnamespace AND relkind = 'r'
  AND public.attempt('olga', true, format('SELECT FROM studio.%I', relname)) NOT IN ('0', '42501');
DROP TABLE public.verbs;
\i :leave
