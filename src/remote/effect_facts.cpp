#include "remote/effect_facts.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "pg/guard.h"
#include "remote/array_text.h"
#include "remote/effect_questions.h"
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
