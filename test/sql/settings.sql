-- Every setting of studio: who may change it, and how its bounds answer.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SELECT name, context, vartype, unit FROM pg_settings WHERE name LIKE 'studio.%' ORDER BY 1;
SELECT name AS without_description FROM pg_settings WHERE name LIKE 'studio.%' AND coalesce(short_desc, '') !~ '\.$' ORDER BY 1;
-- Nobody changes one in a session, superusers included.
SELECT name AS changeable_in_a_session FROM pg_settings WHERE name LIKE 'studio.%' AND context NOT IN ('postmaster', 'sighup');
SET studio.port = 1;
SET studio.row_limit = 1;
SET studio.invented = 'x';
ALTER SYSTEM SET studio.row_limit = -1;
ALTER SYSTEM SET studio.port = 65536;
