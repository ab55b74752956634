-- Every object of studio says what it is: what has no comment is listed here.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

SELECT pg_describe_object(d.classid, d.objid, 0) AS without_comment FROM pg_depend d
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'studio')
  AND d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_namespace'::regclass)
  AND NOT EXISTS (SELECT FROM pg_class i WHERE i.oid = d.objid AND d.classid = 'pg_class'::regclass AND i.relkind IN ('i', 'I'))
  AND obj_description(d.objid, (SELECT relname FROM pg_class WHERE oid = d.classid)) IS NULL
ORDER BY 1;
SELECT a.attrelid::regclass || '.' || a.attname AS column_without_comment FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace IN ('studio'::regnamespace, 'studio_private'::regnamespace) AND c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0
  AND NOT a.attisdropped AND col_description(a.attrelid, a.attnum) IS NULL
ORDER BY 1;
SELECT rolname AS role_without_comment FROM pg_roles r WHERE rolname LIKE 'studio%' AND shobj_description(r.oid, 'pg_authid') IS NULL;
