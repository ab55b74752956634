-- The catalog questions run in the user's session: whatever stands on its search_path, and however objects are named.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS studio;
RESET client_min_messages;
\set SHOW_CONTEXT never

\set relations `cat sql/catalog/relations.sql`
\set columns `cat sql/catalog/columns.sql`
\set constraints `cat sql/catalog/constraints.sql`
\set indexes `cat sql/catalog/indexes.sql`
\set schemas `cat sql/catalog/schemas.sql`
\set routines `cat sql/catalog/routines.sql`
\set triggers `cat sql/catalog/triggers.sql`
\set types `cat sql/catalog/types.sql`
CREATE SCHEMA regress_studio_evil;
CREATE TABLE regress_studio_evil.canary (what text);
CREATE FUNCTION regress_studio_evil.sing(what text) RETURNS void LANGUAGE sql AS $$ INSERT INTO regress_studio_evil.canary VALUES ($1) $$;
-- Every function and operator that the questions use, shadowed for every argument type that they are used with.
DO $do$
DECLARE
    shadow record;
BEGIN
    FOR shadow IN
        SELECT p.oid, p.proname, p.prorettype::regtype AS returns, p.proretset, p.proargtypes::oid[] AS types FROM pg_proc p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
          AND p.proname IN ('pg_get_userbyid', 'starts_with', 'has_schema_privilege', 'pg_my_temp_schema', 'pg_table_size', 'pg_indexes_size',
                            'has_any_column_privilege', 'has_table_privilege', 'format_type', 'pg_get_expr', 'pg_get_constraintdef',
                            'pg_get_indexdef', 'pg_get_triggerdef', 'pg_get_function_arguments', 'pg_get_function_result', 'quote_ident',
                            'pg_stat_get_numscans', 'pg_relation_size', 'current_database', 'pg_backend_pid')
    LOOP
        EXECUTE format('CREATE FUNCTION regress_studio_evil.%I(%s) RETURNS %s LANGUAGE plpgsql AS $$BEGIN PERFORM regress_studio_evil.sing(%L); RETURN NULL; END$$',
                       shadow.proname, (SELECT string_agg(format_type(t, NULL), ', ') FROM unnest(shadow.types) t), shadow.returns, shadow.proname);
    END LOOP;
    FOR shadow IN
        SELECT o.oid, o.oprname, l.typname AS left_type, r.typname AS right_type
        FROM pg_operator o JOIN pg_type l ON l.oid = o.oprleft JOIN pg_type r ON r.oid = o.oprright
        WHERE o.oprname IN ('=', '<>', '>', '<') AND o.oprresult = 'bool'::regtype
          AND l.typname IN ('oid', 'name', 'text', 'char', 'int2', 'int4', 'int8', 'bool')
          AND r.typname IN ('oid', 'name', 'text', 'char', 'int2', 'int4', 'int8', 'bool')
    LOOP
        EXECUTE format('CREATE FUNCTION regress_studio_evil.o%4$s(%1$I, %2$I) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN PERFORM regress_studio_evil.sing(%3$L); RETURN true; END$$',
                       shadow.left_type, shadow.right_type, shadow.oprname, shadow.oid);
        EXECUTE format('CREATE OPERATOR regress_studio_evil.%3$s (LEFTARG = %1$I, RIGHTARG = %2$I, FUNCTION = regress_studio_evil.o%4$s)',
                       shadow.left_type, shadow.right_type, shadow.oprname, shadow.oid);
    END LOOP;
END$do$;
CREATE TABLE regress_studio_evil.pg_class AS SELECT 1 AS oid;
CREATE DOMAIN regress_studio_evil.text AS pg_catalog.int4;
CREATE DOMAIN regress_studio_evil.oid AS pg_catalog.int4;
CREATE DOMAIN regress_studio_evil.int8 AS pg_catalog.int4;
-- The trap works.
SET search_path = regress_studio_evil, pg_catalog;
SELECT format_type(25::pg_catalog.oid, NULL::pg_catalog.int4) IS NULL AS sung, 'a'::pg_catalog.name = 'b'::pg_catalog.name AS sung_too;
RESET search_path;
SELECT count(*) > 1 AS canary_sings FROM regress_studio_evil.canary;
TRUNCATE regress_studio_evil.canary;

-- Objects whose names would end a string, an identifier, a comment or a line of HTML.
CREATE SCHEMA "a'b""c\d;--$$ <img src=x>
😀";
SET search_path = "a'b""c\d;--$$ <img src=x>
😀";
CREATE TABLE "t'""\;--" ("c'""\;--" int PRIMARY KEY CONSTRAINT "k'""\;--" CHECK ("c'""\;--" > 0));
CREATE TYPE "e'""\;--" AS ENUM ('l''"\;--');
CREATE FUNCTION "f'""\;--"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER "g'""\;--" AFTER INSERT ON "t'""\;--" EXECUTE FUNCTION "f'""\;--"();

SET search_path = regress_studio_evil, pg_catalog;
PREPARE schemas(pg_catalog.text, pg_catalog.oid) AS :schemas;
PREPARE relations(pg_catalog.text, pg_catalog.oid) AS :relations;
PREPARE columns(pg_catalog.text, pg_catalog.oid) AS :columns;
PREPARE constraints(pg_catalog.text, pg_catalog.oid) AS :constraints;
PREPARE indexes(pg_catalog.text, pg_catalog.oid) AS :indexes;
PREPARE routines(pg_catalog.text, pg_catalog.oid) AS :routines;
PREPARE triggers(pg_catalog.text, pg_catalog.oid) AS :triggers;
PREPARE types(pg_catalog.text, pg_catalog.oid) AS :types;
\t on
\a
EXECUTE schemas(NULL, NULL) \g | grep -c pg_catalog
EXECUTE relations(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -c "t'"
EXECUTE columns(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -c "c'"
EXECUTE constraints(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -oF '["c'"'"'\"\\;--"]'
EXECUTE indexes(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -c CREATE
EXECUTE routines(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -c "f'"
EXECUTE triggers(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -c "g'"
EXECUTE types(E'a''b"c\\d;--$$ <img src=x>\n😀', NULL) \g | grep -oF '["l'"'"'\"\\;--"]'
EXECUTE relations(NULL, NULL) \g | grep -c '|login_link|table|'
EXECUTE columns(NULL, NULL) \g | grep -c '|login_link|1|link_hash|'
EXECUTE constraints(NULL, NULL) \g | grep -c '|login_link_pkey|'
EXECUTE indexes(NULL, NULL) \g | grep -c '|login_link_pkey|'
EXECUTE types(NULL, NULL) \g | grep -c '|int8|domain|'
\t off
\a
RESET search_path;
SELECT * FROM regress_studio_evil.canary;
SET client_min_messages = warning;
DROP SCHEMA regress_studio_evil CASCADE;
DROP SCHEMA "a'b""c\d;--$$ <img src=x>
😀" CASCADE;
