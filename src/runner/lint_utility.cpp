#include "runner/lint_utility.h"

extern "C" {
#include "catalog/namespace.h"
#include "commands/defrem.h"
#include "commands/tablecmds.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_expr.h"
#include "parser/parse_node.h"
#include "storage/lock.h"
}

namespace studio::runner {

namespace {

Diagnostic risk(const char* rule, const char* message, const char* detail, const char* hint) {
  return {Severity::warning, rule, nullptr, message, detail, hint, 0, 0};
}

Oid relation_of(const RangeVar* relation) { return RangeVarGetRelid(relation, NoLock, true); }

void check_exists(Diagnostics* diagnostics, const RangeVar* relation, bool may_be_missing) {
  if (relation == nullptr || may_be_missing || OidIsValid(relation_of(relation))) {
    return;
  }
  const char* name =
      relation->schemaname != nullptr ? psprintf("%s.%s", relation->schemaname, relation->relname) : relation->relname;
  add_diagnostic(
      diagnostics,
      {Severity::error, "server", "42P01", psprintf("relation \"%s\" does not exist", name), nullptr, nullptr, 0, 0},
      relation->location);
}

// ---- ALTER TABLE

bool is_volatile(Node* expression) {
  ParseState* state = make_parsestate(nullptr);
  Node* made = transformExpr(state, static_cast<Node*>(copyObjectImpl(expression)), EXPR_KIND_COLUMN_DEFAULT);
  return contain_volatile_functions(made);
}

struct ColumnTraits {
  bool is_not_null;
  bool has_value; // a default, or it is generated
  bool is_filled; // each row has to be written
};

ColumnTraits traits_of(const ColumnDef* column) {
  ColumnTraits traits = {column->is_not_null, false, false};
  for (int i = 0; i < list_length(column->constraints); i++) {
    const Constraint* constraint = list_nth_node(Constraint, column->constraints, i);
    switch (constraint->contype) {
    case CONSTR_NOTNULL:
    case CONSTR_PRIMARY:
      traits.is_not_null = true;
      break;
    case CONSTR_DEFAULT:
      traits.has_value = true;
      traits.is_filled = traits.is_filled || is_volatile(constraint->raw_expr);
      break;
    case CONSTR_IDENTITY:
    case CONSTR_GENERATED:
      traits.has_value = true;
      traits.is_filled = true;
      break;
    default:
      break;
    }
  }
  return traits;
}

void check_new_column(Diagnostics* diagnostics, const ColumnDef* column) {
  ColumnTraits traits = traits_of(column);
  if (traits.is_not_null && !traits.has_value) {
    add_diagnostic(diagnostics,
                   risk("not_null_without_default",
                        psprintf("column \"%s\" is NOT NULL and has no default: this fails if the table has rows",
                                 column->colname),
                        nullptr, "Give it a default, or add it nullable, fill it and then SET NOT NULL."),
                   column->location);
  }
  if (traits.is_filled) {
    add_diagnostic(
        diagnostics,
        risk("rewrites_table",
             psprintf("column \"%s\" gets another value in each row: the table is rewritten", column->colname),
             "Nobody can read or write the table meanwhile.",
             "Add the column without it, fill it in batches, then set the default."),
        column->location);
  }
}

void check_new_constraint(Diagnostics* diagnostics, const Constraint* constraint) {
  bool scans =
      (constraint->contype == CONSTR_FOREIGN || constraint->contype == CONSTR_CHECK) && !constraint->skip_validation;
  if (scans) {
    add_diagnostic(diagnostics,
                   risk("constraint_scans_table", "every row is checked while the table is locked",
                        constraint->contype == CONSTR_FOREIGN ? "Nobody can write to either table meanwhile."
                                                              : "Nobody can read or write the table meanwhile.",
                        "Add it NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own."),
                   constraint->location);
  }
  bool builds_index = (constraint->contype == CONSTR_PRIMARY || constraint->contype == CONSTR_UNIQUE) &&
                      constraint->indexname == nullptr;
  if (builds_index || constraint->contype == CONSTR_EXCLUSION) {
    add_diagnostic(
        diagnostics,
        risk("constraint_builds_index", "an index is built while the table is locked",
             "Nobody can read or write the table meanwhile.",
             builds_index ? "Create a unique index CONCURRENTLY and add the constraint USING INDEX." : nullptr),
        constraint->location);
  }
}

void check_alter_command(Diagnostics* diagnostics, const AlterTableCmd* command) {
  switch (command->subtype) {
  case AT_AddColumn:
    check_new_column(diagnostics, reinterpret_cast<ColumnDef*>(command->def));
    break;
  case AT_AddConstraint:
    check_new_constraint(diagnostics, reinterpret_cast<Constraint*>(command->def));
    break;
  case AT_AlterColumnType:
    add_diagnostic(
        diagnostics,
        risk("rewrites_table", psprintf("changing the type of \"%s\" usually rewrites the table", command->name),
             "Nobody can read or write the table meanwhile. Making varchar longer rewrites nothing.", nullptr),
        reinterpret_cast<ColumnDef*>(command->def)->location);
    break;
  case AT_SetNotNull:
    add_diagnostic(
        diagnostics,
        risk("set_not_null_scans_table",
             psprintf("every row is looked at for a null in \"%s\" while the table is locked", command->name),
             "Nobody can read or write the table meanwhile.",
             "Add CHECK (… IS NOT NULL) NOT VALID and validate it first: then nothing is scanned."),
        -1);
    break;
  case AT_DropColumn:
    add_diagnostic(diagnostics,
                   risk("drops_data", psprintf("column \"%s\" and its values are dropped", command->name),
                        command->behavior == DROP_CASCADE ? "CASCADE drops what depends on it, too." : nullptr,
                        nullptr),
                   -1);
    break;
  case AT_SetLogged:
  case AT_SetUnLogged:
  case AT_SetTableSpace:
    add_diagnostic(
        diagnostics,
        risk("rewrites_table", "the table is rewritten", "Nobody can read or write the table meanwhile.", nullptr), -1);
    break;
  default:
    break;
  }
}

void check_alter_table(Diagnostics* diagnostics, const AlterTableStmt* statement) {
  check_exists(diagnostics, statement->relation, statement->missing_ok);
  for (int i = 0; i < list_length(statement->cmds); i++) {
    check_alter_command(diagnostics, list_nth_node(AlterTableCmd, statement->cmds, i));
  }
}

// ---- the others

void check_index(Diagnostics* diagnostics, const IndexStmt* statement) {
  check_exists(diagnostics, statement->relation, false);
  if (!statement->concurrent) {
    add_diagnostic(diagnostics,
                   risk("index_not_concurrent", "nobody can write to the table while the index is built", nullptr,
                        "CREATE INDEX CONCURRENTLY lets them; it must stand outside a transaction block."),
                   -1);
  }
}

bool is_of_relations(ObjectType type) {
  return type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW || type == OBJECT_INDEX ||
         type == OBJECT_SEQUENCE || type == OBJECT_FOREIGN_TABLE;
}

void check_drop(Diagnostics* diagnostics, const DropStmt* statement) {
  if (is_of_relations(statement->removeType)) {
    for (int i = 0; i < list_length(statement->objects); i++) {
      RangeVar* relation = makeRangeVarFromNameList(static_cast<List*>(list_nth(statement->objects, i)));
      relation->location = -1;
      check_exists(diagnostics, relation, statement->missing_ok);
    }
  }
  if (drops_data(reinterpret_cast<Node*>(const_cast<DropStmt*>(statement)))) {
    add_diagnostic(diagnostics,
                   risk("drops_data", "what is dropped cannot be got back once this is committed",
                        statement->behavior == DROP_CASCADE ? "CASCADE drops what depends on it, too." : nullptr,
                        nullptr),
                   -1);
  }
}

void check_truncate(Diagnostics* diagnostics, const TruncateStmt* statement) {
  for (int i = 0; i < list_length(statement->relations); i++) {
    check_exists(diagnostics, list_nth_node(RangeVar, statement->relations, i), false);
  }
  add_diagnostic(
      diagnostics,
      risk("drops_data", "TRUNCATE deletes every row, without triggers for each",
           statement->behavior == DROP_CASCADE ? "CASCADE empties the tables that refer to it, too." : nullptr,
           nullptr),
      -1);
}

bool has_option(List* options, const char* name) {
  for (int i = 0; i < list_length(options); i++) {
    DefElem* option = list_nth_node(DefElem, options, i);
    if (strcmp(option->defname, name) == 0) {
      return defGetBoolean(option);
    }
  }
  return false;
}

void check_rewrite(Diagnostics* diagnostics, const char* message, const char* hint) {
  add_diagnostic(diagnostics, risk("rewrites_table", message, "Nobody can read or write the table meanwhile.", hint),
                 -1);
}

const char* lock_name(LOCKMODE mode) { return GetLockmodeName(DEFAULT_LOCKMETHOD, mode); }

} // namespace

void lint_utility(Diagnostics* diagnostics, Node* statement) {
  switch (nodeTag(statement)) {
  case T_AlterTableStmt:
    check_alter_table(diagnostics, reinterpret_cast<AlterTableStmt*>(statement));
    break;
  case T_IndexStmt:
    check_index(diagnostics, reinterpret_cast<IndexStmt*>(statement));
    break;
  case T_DropStmt:
    check_drop(diagnostics, reinterpret_cast<DropStmt*>(statement));
    break;
  case T_TruncateStmt:
    check_truncate(diagnostics, reinterpret_cast<TruncateStmt*>(statement));
    break;
  case T_VacuumStmt:
    if (has_option(reinterpret_cast<VacuumStmt*>(statement)->options, "full")) {
      check_rewrite(diagnostics, "VACUUM FULL rewrites the table", "Plain VACUUM makes the space usable again.");
    }
    break;
  case T_ClusterStmt:
    check_rewrite(diagnostics, "CLUSTER rewrites the table", nullptr);
    break;
  case T_ReindexStmt:
    if (!has_option(reinterpret_cast<ReindexStmt*>(statement)->params, "concurrently")) {
      add_diagnostic(diagnostics,
                     risk("index_not_concurrent", "nobody can write to the table while the index is built", nullptr,
                          "REINDEX CONCURRENTLY lets them."),
                     -1);
    }
    break;
  case T_RefreshMatViewStmt: {
    const RefreshMatViewStmt* refresh = reinterpret_cast<RefreshMatViewStmt*>(statement);
    check_exists(diagnostics, refresh->relation, false);
    if (!refresh->concurrent) {
      add_diagnostic(diagnostics,
                     risk("refresh_not_concurrent", "nobody can read the view while it is refreshed", nullptr,
                          "REFRESH MATERIALIZED VIEW CONCURRENTLY lets them; it needs a unique index."),
                     -1);
    }
    break;
  }
  default:
    break;
  }
}

const char* lock_of(Node* statement) {
  switch (nodeTag(statement)) {
  case T_AlterTableStmt:
    return lock_name(AlterTableGetLockLevel(reinterpret_cast<AlterTableStmt*>(statement)->cmds));
  case T_IndexStmt:
    return lock_name(reinterpret_cast<IndexStmt*>(statement)->concurrent ? ShareUpdateExclusiveLock : ShareLock);
  case T_DropStmt: {
    const DropStmt* drop = reinterpret_cast<DropStmt*>(statement);
    if (!is_of_relations(drop->removeType)) {
      return nullptr;
    }
    return lock_name(drop->concurrent ? ShareUpdateExclusiveLock : AccessExclusiveLock);
  }
  case T_VacuumStmt: {
    const VacuumStmt* vacuum = reinterpret_cast<VacuumStmt*>(statement);
    return lock_name(has_option(vacuum->options, "full") ? AccessExclusiveLock : ShareUpdateExclusiveLock);
  }
  case T_RefreshMatViewStmt:
    return lock_name(reinterpret_cast<RefreshMatViewStmt*>(statement)->concurrent ? ExclusiveLock
                                                                                  : AccessExclusiveLock);
  case T_ReindexStmt:
    return lock_name(has_option(reinterpret_cast<ReindexStmt*>(statement)->params, "concurrently")
                         ? ShareUpdateExclusiveLock
                         : ShareLock);
  case T_TruncateStmt:
  case T_ClusterStmt:
  case T_RenameStmt:
    return lock_name(AccessExclusiveLock);
  case T_LockStmt:
    return lock_name(reinterpret_cast<LockStmt*>(statement)->mode);
  default:
    return nullptr;
  }
}

bool drops_data(Node* statement) {
  if (IsA(statement, TruncateStmt) || IsA(statement, DropdbStmt) || IsA(statement, DropOwnedStmt)) {
    return true;
  }
  if (IsA(statement, AlterTableStmt)) {
    const AlterTableStmt* alter = reinterpret_cast<AlterTableStmt*>(statement);
    for (int i = 0; i < list_length(alter->cmds); i++) {
      if (list_nth_node(AlterTableCmd, alter->cmds, i)->subtype == AT_DropColumn) {
        return true;
      }
    }
    return false;
  }
  if (!IsA(statement, DropStmt)) {
    return false;
  }
  const DropStmt* drop = reinterpret_cast<DropStmt*>(statement);
  bool keeps_data = drop->removeType == OBJECT_INDEX || drop->removeType == OBJECT_VIEW;
  return !keeps_data || drop->behavior == DROP_CASCADE;
}

} // namespace studio::runner
