#include "remote/effect_facts.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "pg/guard.h"
#include "remote/array_text.h"
#include "remote/server_report.h"
#include "remote/table_json.h"
#include "syntax/effect_sql.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "storage/lock.h"
}

namespace studio::remote {

namespace {

constexpr int shown_limit = 100;
constexpr int member_limit = 20000;

// Each target, with the rows of its relation and that one's children by their statistics; partitions go with their table, other
// children stay where a table is dropped. $1 catalogs, $2 objects, $3 columns, $4: are children meant?
constexpr char targets_question[] = R"sql(
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
constexpr char members_question[] = R"sql(
WITH RECURSIVE member AS (
  SELECT w.place, w.relation, w.has_children
  FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.bool[])) WITH ORDINALITY
    AS w(relation, has_children, place)
  UNION
  SELECT m.place, i.inhrelid, true FROM member m JOIN pg_catalog.pg_inherits i ON i.inhparent = m.relation WHERE m.has_children
)
SELECT place, relation FROM member ORDER BY 1, 2)sql";

// The walk of pg_depend that PostgreSQL makes for a DROP. What depends on an inner part (the rule of a view) depends on what that is
// a part of; one automatic way to an object is enough. Nobody thinks of TOAST tables, row types and array types as objects. $1
// catalogs, $2 objects, $3 columns.
constexpr char dependents_question[] = R"sql(
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
  WHERE (c.relkind IS NULL OR c.relkind <> 't')
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
constexpr char descriptions_question[] = R"sql(
SELECT pg_catalog.pg_describe_object(w.catalog, w.object, w.part)
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.oid[]),
  pg_catalog.unnest($3::pg_catalog.int4[])) WITH ORDINALITY AS w(catalog, object, part, place)
ORDER BY w.place)sql";

// Relations with rows among $1 objects, that may be read; a DROP takes a table alone, whose children go as its parts. $2: is it a
// TRUNCATE with children?
constexpr char count_question[] = R"sql(
SELECT 'SELECT pg_catalog.count(*) FROM ' OPERATOR(pg_catalog.||) CASE WHEN w.has_children OR c.relkind OPERATOR(pg_catalog.=) 'p' THEN '' ELSE 'ONLY ' END
  OPERATOR(pg_catalog.||) pg_catalog.quote_ident(n.nspname::pg_catalog.text) OPERATOR(pg_catalog.||) '.'
  OPERATOR(pg_catalog.||) pg_catalog.quote_ident(c.relname::pg_catalog.text)
FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.oid[]), pg_catalog.unnest($2::pg_catalog.bool[])) AS w(relation, has_children)
JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) w.relation
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,m}'::pg_catalog."char"[]) AND pg_catalog.has_table_privilege(c.oid, 'SELECT'))sql";

ResultPtr ask(Connection& connection, const char* sql, const std::vector<std::string>& values, int column_count) {
  std::vector<const char*> texts;
  std::transform(values.begin(), values.end(), std::back_inserter(texts),
                 [](const std::string& text) { return text.c_str(); });
  ResultPtr answer = connection.run(sql, static_cast<int>(texts.size()), texts.data());
  need_table(answer.get(), column_count);
  return answer;
}

void write_answer(core::JsonWriter& json, Connection& connection, const char* sql,
                  const std::vector<std::string>& values, const std::vector<TableColumn>& columns) {
  ResultPtr answer = ask(connection, sql, values, static_cast<int>(columns.size()));
  write_table(json, answer.get(), columns, shown_limit);
}

// The OIDs of all that stand in one catalog.
ArrayText objects_in(const EffectTargets& targets, Oid catalog) {
  ArrayText objects;
  for (const EffectTarget& target : targets.list()) {
    if (target.catalog == catalog) {
      objects.add(target.object);
    }
  }
  return objects;
}

struct Addresses {
  ArrayText catalogs;
  ArrayText objects;
  ArrayText parts;
};

Addresses addresses_of(const EffectTargets& targets) {
  Addresses addresses;
  for (const EffectTarget& target : targets.list()) {
    addresses.catalogs.add(target.catalog);
    addresses.objects.add(target.object);
    addresses.parts.add(static_cast<unsigned>(target.column));
  }
  return addresses;
}

double number_at(const PGresult* answer, int row, int field) {
  return PQgetisnull(answer, row, field) != 0 ? -1 : std::strtod(PQgetvalue(answer, row, field), nullptr);
}

void add_rows(double& sum, double some) { sum = some >= 0 ? std::max(sum, 0.0) + some : sum; }

// Gives the rows that go with the targets themselves.
double write_targets(core::JsonWriter& json, Connection& connection, const EffectTargets& targets) {
  Addresses addresses = addresses_of(targets);
  ArrayText children;
  for (const EffectTarget& target : targets.list()) {
    children.add(target.has_children ? "t" : "f");
  }
  ResultPtr answer = ask(connection, targets_question,
                         {addresses.catalogs.text(), addresses.objects.text(), addresses.parts.text(), children.text()},
                         target_fields);
  double all_rows = -1;
  json.key("targets").begin_array();
  for (size_t i = 0; i < targets.list().size() && static_cast<int>(i) < PQntuples(answer.get()); i++) {
    const EffectTarget& target = targets.list()[i];
    int row = static_cast<int>(i);
    auto cell = [&](const char* name, TargetField field, CellKind kind) {
      json.key(name);
      write_cell(json, answer.get(), row, field, kind);
    };
    json.begin_object();
    cell("description", target_description, CellKind::text);
    json.key("operation").string(target.operation);
    cell("schema", target_schema, CellKind::text);
    cell("name", target_name, CellKind::text);
    cell("kind", target_kind, CellKind::text);
    json.key("estimated_rows");
    target.rows >= 0 ? (void)json.number(target.rows)
                     : write_cell(json, answer.get(), row, target_rows, CellKind::number);
    cell("child_count", target_children, CellKind::number);
    json.end_object();
    // The parts of a table that is dropped are among the dependents.
    add_rows(all_rows, target.rows >= 0
                           ? target.rows
                           : number_at(answer.get(), row, target.operation == "drop" ? target_own_rows : target_rows));
  }
  json.end_array();
  return all_rows;
}

// The relations that lose rows, with their children, for the questions of syntax/effect_sql.h.
struct Members {
  ArrayText relations;
  ArrayText operations;
  ArrayText columns;
};

Members members_of(Connection& connection, const EffectTargets& targets) {
  std::vector<const EffectTarget*> whole;
  ArrayText relations;
  ArrayText children;
  for (const EffectTarget& target : targets.list()) {
    if (target.is_relation()) {
      whole.push_back(&target);
      relations.add(target.object);
      children.add(target.has_children ? "t" : "f");
    }
  }
  Members members;
  ResultPtr answer = ask(connection, members_question, {relations.text(), children.text()}, 2);
  for (int row = 0; row < PQntuples(answer.get()) && row < member_limit; row++) {
    size_t place = std::strtoul(PQgetvalue(answer.get(), row, 0), nullptr, 10);
    if (place < 1 || place > whole.size()) {
      continue;
    }
    const EffectTarget& target = *whole[place - 1];
    ArrayText columns;
    for (int column : target.columns) {
      columns.add(static_cast<unsigned>(column));
    }
    members.relations.add(static_cast<unsigned>(std::strtoul(PQgetvalue(answer.get(), row, 1), nullptr, 10)));
    members.operations.add(target.operation);
    columns.is_empty() ? members.columns.add_null() : members.columns.add(columns.text());
  }
  return members;
}

std::string conflicting_modes(LOCKMODE lock) {
  ArrayText modes;
  for (LOCKMODE mode = AccessShareLock; lock != NoLock && mode <= AccessExclusiveLock; mode++) {
    if (pg::call([&] { return DoLockModesConflict(lock, mode); })) {
      modes.add(pg::call([&] { return GetLockmodeName(DEFAULT_LOCKMETHOD, mode); }));
    }
  }
  return modes.text();
}

void write_shared_objects(core::JsonWriter& json, Connection& connection, const EffectTargets& targets) {
  ArrayText databases = objects_in(targets, DatabaseRelationId);
  json.key("databases");
  if (databases.is_empty()) {
    json.begin_array().end_array();
  } else {
    write_answer(json, connection, syntax::effect_databases, {databases.text()},
                 {{"name"}, {"owner"}, {"size_bytes", CellKind::number}, {"connection_count", CellKind::number}});
  }
  ArrayText roles = objects_in(targets, AuthIdRelationId);
  json.key("roles");
  if (roles.is_empty()) {
    json.begin_array().end_array();
  } else {
    write_answer(json, connection, syntax::effect_roles, {roles.text()},
                 {{"name"},
                  {"may_login", CellKind::boolean},
                  {"is_superuser", CellKind::boolean},
                  {"owned_count", CellKind::number},
                  {"privilege_count", CellKind::number},
                  {"databases"},
                  {"member_count", CellKind::number},
                  {"membership_count", CellKind::number},
                  {"connection_count", CellKind::number}});
  }
}

} // namespace

EffectDependents::EffectDependents(Connection& connection, const EffectTargets& targets) {
  Addresses addresses = addresses_of(targets);
  answer_ = ask(connection, dependents_question,
                {addresses.catalogs.text(), addresses.objects.text(), addresses.parts.text()}, dependent_fields);
  rows_ = PQntuples(answer_.get()) > 0 ? std::max(number_at(answer_.get(), 0, dependent_all_rows), 0.0) : 0;
}

void EffectDependents::write(core::JsonWriter& json, Connection& connection) const {
  const PGresult* answer = answer_.get();
  Addresses addresses;
  int count = std::min(PQntuples(answer), shown_limit);
  for (int row = 0; row < count; row++) {
    addresses.catalogs.add(PQgetvalue(answer, row, dependent_catalog));
    addresses.objects.add(PQgetvalue(answer, row, dependent_object));
    addresses.parts.add(PQgetvalue(answer, row, dependent_part));
  }
  ResultPtr described = ask(connection, descriptions_question,
                            {addresses.catalogs.text(), addresses.objects.text(), addresses.parts.text()}, 1);
  auto of_all = [&](DependentField field, CellKind kind) {
    if (count > 0) {
      write_cell(json, answer, 0, field, kind);
    } else {
      kind == CellKind::boolean ? json.boolean(true) : json.integer(0);
    }
  };
  json.begin_object().key("count");
  of_all(dependent_count, CellKind::number);
  json.key("cascade_count");
  of_all(dependent_cascade_count, CellKind::number);
  json.key("is_complete");
  of_all(dependent_is_complete, CellKind::boolean);
  json.key("items").begin_array();
  for (int row = 0; row < count && row < PQntuples(described.get()); row++) {
    if (PQgetisnull(described.get(), row, 0) != 0) {
      continue; // it has gone since
    }
    json.begin_object().key("description");
    write_cell(json, described.get(), row, 0, CellKind::text);
    json.key("is_automatic");
    write_cell(json, answer, row, dependent_is_automatic, CellKind::boolean);
    json.key("estimated_rows");
    write_cell(json, answer, row, dependent_rows, CellKind::number);
    json.end_object();
  }
  json.end_array().end_object();
}

double write_effect_facts(core::JsonWriter& json, Connection& connection, const EffectTargets& targets) {
  double all_rows = write_targets(json, connection, targets);
  Members members = members_of(connection, targets);
  std::string reached = syntax::effect_reached;
  std::vector<std::string> values = {members.relations.text(), members.operations.text(), members.columns.text()};
  // Constraints go with a table that is dropped, and no row is deleted.
  bool loses_rows = !targets.is_drop() && !members.relations.is_empty();
  json.key("cascades");
  if (loses_rows) {
    write_answer(json, connection, (reached + syntax::effect_cascades).c_str(), values,
                 {{"schema"},
                  {"name"},
                  {"constraint"},
                  {"action"},
                  {"operation"},
                  {"depth", CellKind::number},
                  {"estimated_rows", CellKind::number}});
  } else {
    json.begin_array().end_array();
  }
  values.push_back(targets.is_cascade() ? "t" : "f");
  json.key("triggers");
  if (loses_rows) {
    write_answer(
        json, connection, (reached + syntax::effect_triggers).c_str(), values,
        {{"schema"}, {"name"}, {"trigger"}, {"function"}, {"is_for_each_row", CellKind::boolean}, {"definition"}});
  } else {
    json.begin_array().end_array();
  }
  json.key("lock_holders");
  write_answer(json, connection, syntax::effect_lock_holders,
               {members.relations.text(), conflicting_modes(targets.lock())},
               {{"pid", CellKind::number},
                {"role"},
                {"application"},
                {"state"},
                {"mode"},
                {"is_granted", CellKind::boolean},
                {"schema"},
                {"name"},
                {"since"}});
  write_shared_objects(json, connection, targets);
  return all_rows;
}

std::vector<std::string> questions_of_rows(Connection& connection, const EffectTargets& targets) {
  ArrayText relations;
  ArrayText children;
  for (const EffectTarget& target : targets.list()) {
    if (target.is_relation() && target.column == 0) {
      relations.add(target.object);
      children.add(target.operation != "drop" && target.has_children ? "t" : "f");
    }
  }
  std::vector<std::string> questions;
  ResultPtr answer = ask(connection, count_question, {relations.text(), children.text()}, 1);
  for (int row = 0; row < PQntuples(answer.get()) && row < shown_limit; row++) {
    questions.push_back(bounded_text(PQgetvalue(answer.get(), row, 0), 1024));
  }
  return questions;
}

} // namespace studio::remote
