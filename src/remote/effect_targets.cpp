#include "remote/effect_targets.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "core/json_reader.h"
#include "core/sqlstate.h"
#include "pg/guard.h"
#include "remote/array_text.h"
#include "remote/effect_questions.h"
#include "remote/plan_walk.h"
#include "remote/server_report.h"
#include "syntax/dropped.h"
#include "syntax/kind.h"
#include "syntax/utility.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "commands/tablecmds.h"
}

namespace studio::remote {

namespace {

namespace sqlstate = core::sqlstate;

constexpr size_t target_limit = 64;
constexpr size_t identifier_bytes = 256;

Oid oid_at(const PGresult* answer, int row, int field) {
  return static_cast<Oid>(std::strtoul(PQgetvalue(answer, row, field), nullptr, 10));
}

bool is_true(const PGresult* answer, int row, int field) { return strcmp(PQgetvalue(answer, row, field), "t") == 0; }

// In the words of aclcheck_error().
const char* kind_noun(char kind) {
  switch (kind) {
  case RELKIND_VIEW:
    return "view";
  case RELKIND_MATVIEW:
    return "materialized view";
  case RELKIND_INDEX:
  case RELKIND_PARTITIONED_INDEX:
    return "index";
  case RELKIND_SEQUENCE:
    return "sequence";
  case RELKIND_FOREIGN_TABLE:
    return "foreign table";
  default:
    return "table";
  }
}

[[noreturn]] void deny(const std::string& message) { throw core::Error(sqlstate::insufficient_privilege, message); }

// What a DROP … IF EXISTS is silent about.
bool says_missing(const core::Error& error) {
  constexpr const char* codes[] = {"3D000", "3F000", "42704", "42883", "42P01"};
  return std::any_of(std::begin(codes), std::end(codes), [&](const char* code) { return error.code == code; });
}

// A plan's own number; what is none is not told.
double number_of(const core::JsonObject& node, const char* name) {
  auto value = node.find(name);
  return value && value->kind() == core::JsonKind::number ? std::strtod(std::string(value->text()).c_str(), nullptr)
                                                          : -1;
}

// The rows that come to a ModifyTable are those that it changes.
double rows_below(const core::JsonObject& node) {
  auto plans = node.optional_array("Plans");
  if (!plans) {
    return -1;
  }
  for (core::JsonValue each : *plans) {
    core::JsonObject plan = each.as_object("Plans");
    if (plan.optional_string("Parent Relationship", identifier_bytes).value_or("") == "Outer") {
      return number_of(plan, "Plan Rows");
    }
  }
  return -1;
}

void collect(Node* statement, void* list) {
  *static_cast<List**>(list) = lappend(*static_cast<List**>(list), statement);
}

} // namespace

struct EffectTargets::Relation {
  Oid oid = InvalidOid; // where it is not there
  std::string name;
  ResultPtr answer;

  bool may(RelationField field) const { return is_true(answer.get(), 0, field); }
  std::string described() const {
    return std::string(kind_noun(PQgetvalue(answer.get(), 0, relation_kind)[0])) + " " + name;
  }
  // Who owns a relation's schema may drop it, too.
  void need_owner(bool or_of_schema) const {
    if (!may(owns_relation) && !(or_of_schema && may(owns_schema))) {
      deny("must be owner of " + described());
    }
  }
};

bool EffectTarget::is_relation() const { return catalog == RelationRelationId; }

bool EffectTargets::is_shared() const {
  return !list_.empty() && (list_[0].catalog == DatabaseRelationId || list_[0].catalog == AuthIdRelationId);
}

ResultPtr EffectTargets::ask(const char* sql, const std::vector<const char*>& values, int column_count) {
  ResultPtr answer = connection_.run(sql, static_cast<int>(values.size()), values.data());
  need_table(answer.get(), column_count);
  return answer;
}

EffectTarget* EffectTargets::add(Oid catalog, Oid object, int column, std::string_view operation) {
  for (EffectTarget& known : list_) {
    if (known.catalog == catalog && known.object == object && known.column == column && known.operation == operation) {
      return &known;
    }
  }
  if (list_.size() == target_limit) {
    return nullptr;
  }
  list_.push_back({catalog, object, column, operation, operation != "drop", {}});
  return &list_.back();
}

EffectTargets::Relation EffectTargets::find_relation(const char* name, bool may_be_missing) {
  std::string question = std::string(relation_question) + (may_be_missing ? by_name_if_exists : by_name);
  Relation relation;
  relation.answer = ask(question.c_str(), {name}, relation_fields);
  if (PQntuples(relation.answer.get()) == 1) {
    relation.oid = oid_at(relation.answer.get(), 0, relation_oid);
    relation.name = bounded_text(PQgetvalue(relation.answer.get(), 0, relation_name), identifier_bytes);
  }
  return relation;
}

// ---- UPDATE and DELETE

std::vector<int> EffectTargets::columns_of(Oid relation, List* set) {
  ArrayText names;
  for (int i = 0; i < list_length(set); i++) {
    names.add(list_nth_node(ResTarget, set, i)->name);
  }
  std::vector<int> columns;
  if (!names.is_empty()) {
    std::string oid = std::to_string(relation);
    std::string array = names.text();
    ResultPtr answer = ask(columns_question, {oid.c_str(), array.c_str()}, 2);
    for (int row = 0; row < PQntuples(answer.get()); row++) {
      columns.push_back(std::atoi(PQgetvalue(answer.get(), row, 0)));
    }
  }
  return columns;
}

void EffectTargets::find_every_row(Node* statement) {
  bool is_delete = IsA(statement, DeleteStmt);
  const RangeVar* named = is_delete ? reinterpret_cast<DeleteStmt*>(statement)->relation
                                    : reinterpret_cast<UpdateStmt*>(statement)->relation;
  Relation relation = find_relation(pg::call([&] { return syntax::relation_text(named); }), false);
  if (relation.oid == InvalidOid) {
    return;
  }
  if (!relation.may(is_delete ? may_delete : may_update)) {
    deny("permission denied for " + relation.described());
  }
  EffectTarget* target = add(RelationRelationId, relation.oid, 0, is_delete ? "delete" : "update");
  want_lock(RowExclusiveLock);
  if (target != nullptr) {
    target->has_children = named->inh;
    target->columns = columns_of(relation.oid, is_delete ? NIL : reinterpret_cast<UpdateStmt*>(statement)->targetList);
  }
}

// ---- TRUNCATE, DROP

void EffectTargets::find_truncated(const TruncateStmt* statement) {
  is_cascade_ = statement->behavior == DROP_CASCADE;
  want_lock(AccessExclusiveLock);
  for (int i = 0; i < list_length(statement->relations); i++) {
    const RangeVar* named = list_nth_node(RangeVar, statement->relations, i);
    Relation relation = find_relation(pg::call([&] { return syntax::relation_text(named); }), false);
    if (relation.oid == InvalidOid) {
      continue;
    }
    if (!relation.may(may_truncate)) {
      deny("permission denied for " + relation.described());
    }
    EffectTarget* target = add(RelationRelationId, relation.oid, 0, "truncate");
    if (target != nullptr) {
      target->has_children = named->inh;
    }
  }
}

// Null where it is not there and need not be.
ResultPtr EffectTargets::ask_for_object(const DropStmt* statement, int index) {
  syntax::DroppedName dropped = pg::call([&] { return syntax::dropped_name(statement, index); });
  ArrayText names;
  ArrayText arguments;
  for (int i = 0; i < list_length(dropped.names); i++) {
    names.add(static_cast<char*>(list_nth(dropped.names, i)));
  }
  for (int i = 0; i < list_length(dropped.arguments); i++) {
    arguments.add(static_cast<char*>(list_nth(dropped.arguments, i)));
  }
  std::string name_array = names.text();
  std::string argument_array = arguments.text();
  try {
    if (dropped.kind == syntax::NameKind::address) {
      return ask(address_question, {dropped.type, name_array.c_str(), argument_array.c_str()}, address_fields);
    }
    bool is_routine = dropped.kind == syntax::NameKind::routine;
    return ask(is_routine ? routine_question : operator_question, {dropped.name}, address_fields);
  } catch (const core::Error& error) {
    if (!statement->missing_ok || !says_missing(error)) {
      throw;
    }
    need_done(connection_.run("ROLLBACK TO SAVEPOINT studio_effect").get());
    return nullptr;
  }
}

void EffectTargets::check_owner(const PGresult* address) {
  ResultPtr answer =
      ask(ownership_question, {PQgetvalue(address, 0, 0), PQgetvalue(address, 0, 1), PQgetvalue(address, 0, 2)}, 3);
  if (PQntuples(answer.get()) == 1 && !is_true(answer.get(), 0, 2)) {
    deny("must be owner of " + bounded_text(PQgetvalue(answer.get(), 0, 0), identifier_bytes) + " " +
         bounded_text(PQgetvalue(answer.get(), 0, 1), identifier_bytes));
  }
}

void EffectTargets::find_dropped(const DropStmt* statement) {
  is_cascade_ = statement->behavior == DROP_CASCADE;
  for (int i = 0; i < list_length(statement->objects); i++) {
    if (!syntax::is_of_relations(statement->removeType)) {
      ResultPtr answer = ask_for_object(statement, i);
      if (answer && PQntuples(answer.get()) == 1) {
        check_owner(answer.get());
        (void)add(oid_at(answer.get(), 0, 0), oid_at(answer.get(), 0, 1), std::atoi(PQgetvalue(answer.get(), 0, 2)),
                  "drop");
      }
      continue;
    }
    syntax::DroppedName dropped = pg::call([&] { return syntax::dropped_name(statement, i); });
    Relation relation = find_relation(dropped.name, statement->missing_ok);
    want_lock(statement->concurrent ? ShareUpdateExclusiveLock : AccessExclusiveLock);
    if (relation.oid != InvalidOid) {
      relation.need_owner(true);
      (void)add(RelationRelationId, relation.oid, 0, "drop");
    }
  }
}

void EffectTargets::find_dropped_columns(const AlterTableStmt* statement) {
  const char* name = pg::call([&] { return syntax::relation_text(statement->relation); });
  Relation relation = find_relation(name, statement->missing_ok);
  want_lock(pg::call([&] { return AlterTableGetLockLevel(statement->cmds); }));
  if (relation.oid == InvalidOid) {
    return;
  }
  relation.need_owner(false);
  std::string oid = std::to_string(relation.oid);
  for (int i = 0; i < list_length(statement->cmds); i++) {
    const AlterTableCmd* command = list_nth_node(AlterTableCmd, statement->cmds, i);
    if (command->subtype != AT_DropColumn) {
      continue;
    }
    ArrayText names;
    names.add(command->name);
    std::string array = names.text();
    ResultPtr answer = ask(columns_question, {oid.c_str(), array.c_str()}, 2);
    is_cascade_ = is_cascade_ || command->behavior == DROP_CASCADE;
    if (PQntuples(answer.get()) > 0) {
      (void)add(RelationRelationId, relation.oid, std::atoi(PQgetvalue(answer.get(), 0, 0)), "drop");
    } else if (!command->missing_ok) {
      throw core::Error(sqlstate::undefined_column, std::string("column \"") + command->name + "\" of relation \"" +
                                                        relation.name + "\" does not exist");
    }
  }
}

// ---- what stands in no database

void EffectTargets::find_dropped_database(const DropdbStmt* statement) {
  ResultPtr answer = ask(database_question, {statement->dbname}, 3);
  std::string name = statement->dbname;
  if (PQntuples(answer.get()) == 0) {
    if (statement->missing_ok) {
      return;
    }
    throw core::Error(sqlstate::undefined_database, "database \"" + name + "\" does not exist");
  }
  (void)add(DatabaseRelationId, oid_at(answer.get(), 0, 0), 0, "drop");
  if (!is_true(answer.get(), 0, 1)) {
    deny("must be owner of database " + name);
  }
  if (is_true(answer.get(), 0, 2)) {
    throw core::Error(sqlstate::object_in_use, "cannot drop the currently open database");
  }
}

void EffectTargets::find_dropped_roles(const DropRoleStmt* statement) {
  for (int i = 0; i < list_length(statement->roles); i++) {
    const RoleSpec* named = list_nth_node(RoleSpec, statement->roles, i);
    if (named->roletype != ROLESPEC_CSTRING) {
      continue;
    }
    ResultPtr answer = ask(role_question, {named->rolename}, 3);
    if (PQntuples(answer.get()) == 0) {
      if (statement->missing_ok) {
        continue;
      }
      throw core::Error(sqlstate::undefined_object, std::string("role \"") + named->rolename + "\" does not exist");
    }
    (void)add(AuthIdRelationId, oid_at(answer.get(), 0, 0), 0, "drop");
    if (!is_true(answer.get(), 0, 1)) {
      deny("permission denied to drop role");
    }
    if (is_true(answer.get(), 0, 2)) {
      throw core::Error(sqlstate::object_in_use, "current user cannot be dropped");
    }
  }
}

void EffectTargets::find(Node* statement) {
  switch (nodeTag(statement)) {
  case T_TruncateStmt:
    find_truncated(reinterpret_cast<TruncateStmt*>(statement));
    break;
  case T_DropStmt:
    find_dropped(reinterpret_cast<DropStmt*>(statement));
    break;
  case T_AlterTableStmt:
    find_dropped_columns(reinterpret_cast<AlterTableStmt*>(statement));
    break;
  case T_DropdbStmt:
    find_dropped_database(reinterpret_cast<DropdbStmt*>(statement));
    break;
  case T_DropRoleStmt:
    find_dropped_roles(reinterpret_cast<DropRoleStmt*>(statement));
    break;
  default: {
    // DROP OWNED and the like name too much to be told.
    List* found = NIL;
    pg::call([&] { syntax::visit_every_row(statement, collect, &found); });
    for (int i = 0; i < list_length(found); i++) {
      find_every_row(static_cast<Node*>(list_nth(found, i)));
    }
  }
  }
}

// ---- the planner's word

void EffectTargets::note_rows(const std::string& schema, const std::string& name, std::string_view operation,
                              double rows) {
  ResultPtr answer = ask(relation_of_plan, {schema.c_str(), name.c_str()}, 1);
  if (PQntuples(answer.get()) == 0) {
    return;
  }
  EffectTarget* target = add(RelationRelationId, oid_at(answer.get(), 0, 0), 0, operation);
  if (target != nullptr && rows >= 0) {
    target->rows = std::max(target->rows, 0.0) + rows;
  }
}

void EffectTargets::read_plan(std::string_view plan) {
  walk_plan(plan, [&](const core::JsonObject& node) {
    auto text = [&](const char* name) {
      return std::string(node.optional_string(name, identifier_bytes).value_or(""));
    };
    std::string operation = text("Operation");
    if (text("Node Type") == "ModifyTable" && (operation == "Delete" || operation == "Update")) {
      note_rows(text("Schema"), text("Relation Name"), operation == "Delete" ? "delete" : "update", rows_below(node));
    }
    return true;
  });
}

} // namespace studio::remote
