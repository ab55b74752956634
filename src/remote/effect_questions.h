// The questions to another server's catalogs of effect_targets.cpp and effect_facts.cpp. The columns of an answer are numbered below it.
// Bridge room.
#pragma once

namespace studio::remote {

// ---- what a statement is about: asked in the search path of the session

// What must be known of a relation to say whether it may be changed so. Its name is raised about where it is not there; `found`
// stands for the name that is read, $1.
inline constexpr char relation_question[] = R"sql(
SELECT c.oid, c.relname, c.relkind, pg_catalog.has_table_privilege(c.oid, 'DELETE'),
       pg_catalog.has_any_column_privilege(c.oid, 'UPDATE'), pg_catalog.has_table_privilege(c.oid, 'TRUNCATE'),
       pg_catalog.pg_has_role(c.relowner, 'USAGE'), pg_catalog.pg_has_role(n.nspowner, 'USAGE')
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.oid OPERATOR(pg_catalog.=) )sql";
inline constexpr char by_name[] = "$1::pg_catalog.regclass::pg_catalog.oid";
inline constexpr char by_name_if_exists[] = "pg_catalog.to_regclass($1)::pg_catalog.oid";

enum RelationField {
  relation_oid,
  relation_name,
  relation_kind,
  may_delete,
  may_update,
  may_truncate,
  owns_relation,
  owns_schema,
  relation_fields
};

// Each gives the catalog, the object and the part of it that a column is.
inline constexpr char address_question[] =
    "SELECT a.classid, a.objid, a.objsubid FROM pg_catalog.pg_get_object_address($1, $2, $3) AS a";
inline constexpr char routine_question[] =
    "SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::pg_catalog.oid, $1::pg_catalog.regproc::pg_catalog.oid, 0";
inline constexpr char operator_question[] = "SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass::pg_catalog.oid, "
                                            "$1::pg_catalog.regoperator::pg_catalog.oid, 0";
inline constexpr int address_fields = 3;

// May the object of such an address be dropped? Who owns its schema may, too. pg_shdepend says who owns it; where it does not, of
// those that have owners, the server's first role does. What belongs to a table (a trigger) is not judged.
inline constexpr char ownership_question[] = R"sql(
SELECT i.type, COALESCE(i.name, i.identity), COALESCE(pg_catalog.pg_has_role(n.nspowner, 'USAGE'), false) OR pg_catalog.pg_has_role(
  COALESCE(s.refobjid, CASE WHEN $1::pg_catalog.oid OPERATOR(pg_catalog.=) ANY ('{pg_catalog.pg_proc,pg_catalog.pg_type,pg_catalog.pg_namespace,
    pg_catalog.pg_operator,pg_catalog.pg_opclass,pg_catalog.pg_opfamily,pg_catalog.pg_collation,pg_catalog.pg_conversion,
    pg_catalog.pg_ts_config,pg_catalog.pg_ts_dict,pg_catalog.pg_statistic_ext,pg_catalog.pg_extension,pg_catalog.pg_language,
    pg_catalog.pg_foreign_data_wrapper,pg_catalog.pg_foreign_server,pg_catalog.pg_publication,pg_catalog.pg_event_trigger
    }'::pg_catalog.regclass[]::pg_catalog.oid[]) THEN 10::pg_catalog.oid ELSE me.oid END), 'USAGE')
FROM pg_catalog.pg_identify_object($1::pg_catalog.oid, $2::pg_catalog.oid, $3::pg_catalog.int4) AS i
JOIN pg_catalog.pg_roles AS me ON me.rolname OPERATOR(pg_catalog.=) current_user
LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname OPERATOR(pg_catalog.=) i.schema::pg_catalog.name
LEFT JOIN pg_catalog.pg_shdepend AS s ON s.deptype OPERATOR(pg_catalog.=) 'o' AND s.classid OPERATOR(pg_catalog.=) $1::pg_catalog.oid
  AND s.objid OPERATOR(pg_catalog.=) $2::pg_catalog.oid AND s.dbid OPERATOR(pg_catalog.=) (
    SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()))sql";

// $1: the relation's OID, $2: names.
inline constexpr char columns_question[] = R"sql(
SELECT a.attnum, a.attname FROM pg_catalog.pg_attribute AS a
WHERE a.attrelid OPERATOR(pg_catalog.=) $1::pg_catalog.oid AND a.attname OPERATOR(pg_catalog.=) ANY ($2::pg_catalog.name[])
  AND a.attnum OPERATOR(pg_catalog.>) 0 AND NOT a.attisdropped)sql";

inline constexpr char relation_of_plan[] = R"sql(
SELECT c.oid FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.name AND c.relname OPERATOR(pg_catalog.=) $2::pg_catalog.name)sql";

inline constexpr char database_question[] = R"sql(
SELECT d.oid, pg_catalog.pg_has_role(d.datdba, 'USAGE'), d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
FROM pg_catalog.pg_database AS d WHERE d.datname OPERATOR(pg_catalog.=) $1::pg_catalog.name)sql";

inline constexpr char role_question[] = R"sql(
SELECT r.oid, (me.rolcreaterole OR me.rolsuper) AND (me.rolsuper OR NOT r.rolsuper),
       r.rolname OPERATOR(pg_catalog.=) current_user OR r.rolname OPERATOR(pg_catalog.=) session_user
FROM pg_catalog.pg_roles AS r, pg_catalog.pg_roles AS me
WHERE r.rolname OPERATOR(pg_catalog.=) $1::pg_catalog.name AND me.rolname OPERATOR(pg_catalog.=) current_user)sql";

// ---- what goes with it: asked with pg_catalog alone in the search path, unless it qualifies its operators

// Each target, with the rows of its relation and that one's children by their statistics; partitions go with their table, other
// children stay where a table is dropped. $1 catalogs, $2 objects, $3 columns, $4: are children meant?
inline constexpr char targets_question[] = R"sql(
SELECT pg_catalog.pg_describe_object(w.catalog, w.object, w.part), n.nspname, c.relname,
  CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned_table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view'
    WHEN 'f' THEN 'foreign_table' WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' END,
  m.estimated_rows, COALESCE(m.child_count, 0), m.own_rows
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.oid[]),
  pg_catalog.unnest($3::pg_catalog.int4[]), pg_catalog.unnest($4::pg_catalog.bool[])) WITH ORDINALITY
  AS w(catalog, object, part, has_children, place)
LEFT JOIN pg_catalog.pg_class c ON w.catalog = 'pg_class'::pg_catalog.regclass AND c.oid = w.object
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
  WITH RECURSIVE member AS (
    SELECT c.oid
    UNION
    SELECT i.inhrelid FROM member JOIN pg_catalog.pg_inherits i ON i.inhparent = member.oid
    WHERE w.has_children OR c.relkind = 'p'
  )
  SELECT pg_catalog.sum(s.reltuples::pg_catalog.float8) FILTER (WHERE s.reltuples >= 0 AND s.relkind IN ('r', 'm', 'f')) AS estimated_rows,
    pg_catalog.count(*) - 1 AS child_count,
    pg_catalog.sum(s.reltuples::pg_catalog.float8) FILTER (WHERE s.oid = c.oid AND s.reltuples >= 0 AND s.relkind IN ('r', 'm', 'f')) AS own_rows
  FROM member JOIN pg_catalog.pg_class s ON s.oid = member.oid
) m ON c.oid IS NOT NULL AND w.part = 0
ORDER BY w.place)sql";

enum TargetField {
  target_description,
  target_schema,
  target_name,
  target_kind,
  target_rows,
  target_children,
  target_own_rows,
  target_fields
};

// $1 relations, $2: are their children meant? Gives the place of each in $1, from 1, and the relation or a child of it.
inline constexpr char members_question[] = R"sql(
WITH RECURSIVE member AS (
  SELECT w.place, w.relation, w.has_children
  FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.bool[])) WITH ORDINALITY
    AS w(relation, has_children, place)
  UNION
  SELECT m.place, i.inhrelid, true FROM member m JOIN pg_catalog.pg_inherits i ON i.inhparent = m.relation WHERE m.has_children
)
SELECT place, relation FROM member ORDER BY 1, 2)sql";

// The walk of pg_depend that PostgreSQL makes for a DROP. What depends on an inner part (the rule of a view) depends on what that is
// a part of; one automatic way to an object is enough. Nobody thinks of TOAST
// tables, row types, array types and the triggers of constraints as objects. $1
// catalogs, $2 objects, $3 columns.
inline constexpr char dependents_question[] = R"sql(
WITH RECURSIVE root AS (
  SELECT * FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.oid[]),
    pg_catalog.unnest($3::pg_catalog.int4[])) AS w(catalog, object, part)
), walk AS (
  SELECT catalog, object, part, NULL::pg_catalog.bool AS is_automatic FROM root
  UNION
  SELECT COALESCE(o.refclassid, d.classid), COALESCE(o.refobjid, d.objid),
    CASE WHEN o.refobjid IS NULL THEN d.objsubid ELSE 0 END, d.deptype <> 'n'
  FROM walk w
  JOIN pg_catalog.pg_depend d ON d.refclassid = w.catalog AND d.refobjid = w.object AND (w.part = 0 OR d.refobjsubid = w.part)
    AND NOT (w.part = 0 AND d.classid = w.catalog AND d.objid = w.object)
  LEFT JOIN LATERAL (
    SELECT i.refclassid, i.refobjid FROM pg_catalog.pg_depend i
    WHERE d.deptype = 'n' AND i.classid = d.classid AND i.objid = d.objid AND i.deptype = 'i'
      AND NOT (i.refclassid = i.classid AND i.refobjid = i.objid)
    LIMIT 1
  ) o ON true
), seen AS (
  SELECT catalog, object, part, is_automatic, pg_catalog.row_number() OVER () AS place
  FROM (SELECT * FROM walk LIMIT 40001) s
), found AS (
  SELECT f.catalog, f.object, f.part, pg_catalog.bool_or(f.is_automatic) AS is_automatic, pg_catalog.min(f.place) AS place
  FROM seen f
  WHERE f.is_automatic IS NOT NULL AND NOT EXISTS (
    SELECT FROM root r WHERE r.catalog = f.catalog AND r.object = f.object AND r.part = f.part)
  GROUP BY 1, 2, 3
), told AS (
  SELECT f.*, CASE WHEN c.relkind IN ('r', 'm', 'f') AND c.reltuples >= 0 THEN c.reltuples END AS estimated_rows
  FROM found f
  LEFT JOIN pg_catalog.pg_class c ON f.catalog = 'pg_class'::pg_catalog.regclass AND c.oid = f.object
  LEFT JOIN pg_catalog.pg_type t ON f.catalog = 'pg_type'::pg_catalog.regclass AND t.oid = f.object
  LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid
  LEFT JOIN pg_catalog.pg_trigger g ON f.catalog = 'pg_trigger'::pg_catalog.regclass AND g.oid = f.object
  WHERE (c.relkind IS NULL OR c.relkind <> 't') AND g.tgisinternal IS NOT TRUE
    AND (t.oid IS NULL OR ((t.typtype <> 'c' OR r.relkind = 'c') AND NOT (t.typelem <> 0 AND t.typlen = -1)))
)
SELECT catalog, object, part, is_automatic, CASE WHEN part = 0 THEN estimated_rows END,
  pg_catalog.count(*) OVER (), pg_catalog.count(*) FILTER (WHERE NOT is_automatic) OVER (),
  (SELECT pg_catalog.count(*) <= 40000 FROM seen), COALESCE(pg_catalog.sum(estimated_rows::pg_catalog.float8) OVER (), 0)
FROM told ORDER BY is_automatic, place LIMIT 100)sql";

enum DependentField {
  dependent_catalog,
  dependent_object,
  dependent_part,
  dependent_is_automatic,
  dependent_rows,
  dependent_count,
  dependent_cascade_count,
  dependent_is_complete,
  dependent_all_rows,
  dependent_fields
};

// $1 catalogs, $2 objects, $3 columns.
inline constexpr char descriptions_question[] = R"sql(
SELECT pg_catalog.pg_describe_object(w.catalog, w.object, w.part)
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.oid[]),
  pg_catalog.unnest($3::pg_catalog.int4[])) WITH ORDINALITY AS w(catalog, object, part, place)
ORDER BY w.place)sql";

// Relations with rows among $1 objects, that may be read; a DROP takes a table alone, whose children go as its parts. $2: is it a
// TRUNCATE with children?
inline constexpr char count_question[] = R"sql(
SELECT 'SELECT pg_catalog.count(*) FROM ' OPERATOR(pg_catalog.||) CASE WHEN w.has_children OR c.relkind OPERATOR(pg_catalog.=) 'p' THEN '' ELSE 'ONLY ' END
  OPERATOR(pg_catalog.||) pg_catalog.quote_ident(n.nspname::pg_catalog.text) OPERATOR(pg_catalog.||) '.'
  OPERATOR(pg_catalog.||) pg_catalog.quote_ident(c.relname::pg_catalog.text)
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.bool[])) AS w(relation, has_children)
JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) w.relation
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,m}'::pg_catalog."char"[]) AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))sql";

} // namespace studio::remote
