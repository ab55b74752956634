#include "runner/lint_utility.h"

#include "runner/fix_error.h"
#include "runner/lint_alter.h"
#include "syntax/utility.h"

extern "C" {
#include "catalog/namespace.h"
}

namespace studio::runner {

using syntax::has_option;
using syntax::is_of_relations;

namespace {

Diagnostic risk(const char* rule, const char* message, const char* detail, const char* hint) {
  return {Severity::warning, rule, nullptr, message, detail, hint, 0, 0, NIL};
}

Oid relation_of(const RangeVar* relation) { return RangeVarGetRelid(relation, NoLock, true); }

// What the analyzer leaves to the run is not tried: the catalog's own names are offered.
void add_relation_fixes(const Diagnostics* diagnostics, Diagnostic* added) {
  Mistake mistake;
  memset(static_cast<void*>(&mistake), 0, sizeof mistake);
  mistake.script = diagnostics->script;
  mistake.statement = diagnostics->statement;
  mistake.token = token_at(*diagnostics->script, added->begin);
  added->fixes = relation_fixes(mistake);
}

void check_exists(Diagnostics* diagnostics, const RangeVar* relation, bool may_be_missing) {
  if (relation == nullptr || may_be_missing || OidIsValid(relation_of(relation))) {
    return;
  }
  const char* name =
      relation->schemaname != nullptr ? psprintf("%s.%s", relation->schemaname, relation->relname) : relation->relname;
  Diagnostic* added = add_diagnostic(diagnostics,
                                     {Severity::error, "server", "42P01",
                                      psprintf("relation \"%s\" does not exist", name), nullptr, nullptr, 0, 0, NIL},
                                     relation->location);
  if (added != nullptr && relation->location >= 0) {
    add_relation_fixes(diagnostics, added);
  }
}

void check_alter_table(Diagnostics* diagnostics, const AlterTableStmt* statement) {
  check_exists(diagnostics, statement->relation, statement->missing_ok);
  lint_alter(diagnostics, statement);
}

// Puts CONCURRENTLY behind one of the statement's first words.
void offer_concurrently(Diagnostics* diagnostics, Diagnostic* added, const char* word) {
  const Script& script = *diagnostics->script;
  for (int i = script.first_tokens[diagnostics->statement]; i < script.first_tokens[diagnostics->statement + 1]; i++) {
    if (added != nullptr && token_is(script, i, word)) {
      int end = script.tokens[i].end;
      added->fixes = list_make1(make_fix("Do it CONCURRENTLY", end, end, " CONCURRENTLY"));
      return;
    }
  }
}

// Where a name stands that the tree keeps no place of; -1 where it is not found.
int place_of_name(const Diagnostics* diagnostics, const RangeVar* relation) {
  const Script& script = *diagnostics->script;
  const char* first = relation->schemaname != nullptr ? relation->schemaname : relation->relname;
  for (int i = script.first_tokens[diagnostics->statement]; i < script.first_tokens[diagnostics->statement + 1]; i++) {
    if (token_is(script, i, first)) {
      return script.tokens[i].begin - statement_begin(script, diagnostics->statement);
    }
  }
  return -1;
}

void check_index(Diagnostics* diagnostics, const IndexStmt* statement) {
  check_exists(diagnostics, statement->relation, false);
  if (!statement->concurrent) {
    Diagnostic* added =
        add_diagnostic(diagnostics,
                       risk("index_not_concurrent", "nobody can write to the table while the index is built", nullptr,
                            "CREATE INDEX CONCURRENTLY lets them; it must stand outside a transaction block."),
                       -1);
    offer_concurrently(diagnostics, added, "index");
  }
}

void check_drop(Diagnostics* diagnostics, const DropStmt* statement) {
  if (is_of_relations(statement->removeType)) {
    for (int i = 0; i < list_length(statement->objects); i++) {
      RangeVar* relation = makeRangeVarFromNameList(static_cast<List*>(list_nth(statement->objects, i)));
      relation->location = place_of_name(diagnostics, relation);
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

void check_drop_index(Diagnostics* diagnostics, const DropStmt* statement) {
  if (statement->removeType != OBJECT_INDEX || statement->concurrent) {
    return;
  }
  Diagnostic* added = add_diagnostic(
      diagnostics,
      risk("index_not_concurrent", "nobody can read or write the table while its index is dropped",
           "DROP INDEX waits for all who use the table, and all who come later wait for it.",
           "DROP INDEX CONCURRENTLY lets them; it takes one index and must stand outside a transaction block."),
      -1);
  if (list_length(statement->objects) == 1 && statement->behavior != DROP_CASCADE) {
    offer_concurrently(diagnostics, added, "index");
  }
}

void check_rename(Diagnostics* diagnostics, ObjectType type) {
  bool is_asked_for_by_name = type == OBJECT_TABLE || type == OBJECT_VIEW || type == OBJECT_MATVIEW ||
                              type == OBJECT_FOREIGN_TABLE || type == OBJECT_COLUMN || type == OBJECT_SCHEMA ||
                              type == OBJECT_FUNCTION || type == OBJECT_PROCEDURE;
  if (is_asked_for_by_name) {
    add_diagnostic(diagnostics,
                   risk("renames_object", "programs that ask for the old name fail from then on",
                        "Those that run now are not changed at the same moment.",
                        "Where they must go on, keep the old name for them: a view, a second column, a function that "
                        "calls the new one."),
                   -1);
  }
}

// What may be rebuilt beside its users, if it is asked for so.
const char* reindexed(const ReindexStmt* statement) {
  switch (statement->kind) {
  case REINDEX_OBJECT_INDEX:
    return "index";
  case REINDEX_OBJECT_TABLE:
    return "table";
  case REINDEX_OBJECT_SCHEMA:
    return "schema";
  case REINDEX_OBJECT_DATABASE:
    return "database";
  default:
    return "";
  }
}

void check_reindex(Diagnostics* diagnostics, const ReindexStmt* statement) {
  Diagnostic* added =
      add_diagnostic(diagnostics,
                     risk("index_not_concurrent", "nobody can write to the table while the index is built", nullptr,
                          "REINDEX CONCURRENTLY lets them."),
                     -1);
  offer_concurrently(diagnostics, added, reindexed(statement));
}

void check_refresh(Diagnostics* diagnostics, const RefreshMatViewStmt* statement) {
  check_exists(diagnostics, statement->relation, false);
  if (statement->concurrent) {
    return;
  }
  Diagnostic* added =
      add_diagnostic(diagnostics,
                     risk("refresh_not_concurrent", "nobody can read the view while it is refreshed", nullptr,
                          "REFRESH MATERIALIZED VIEW CONCURRENTLY lets them; it needs a unique index."),
                     -1);
  if (!statement->skipData) {
    offer_concurrently(diagnostics, added, "view");
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

void check_rewrite(Diagnostics* diagnostics, const char* message, const char* hint) {
  add_diagnostic(diagnostics, risk("rewrites_table", message, "Nobody can read or write the table meanwhile.", hint),
                 -1);
}

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
    check_drop_index(diagnostics, reinterpret_cast<DropStmt*>(statement));
    break;
  case T_TruncateStmt:
    check_truncate(diagnostics, reinterpret_cast<TruncateStmt*>(statement));
    break;
  case T_DropdbStmt:
  case T_DropOwnedStmt:
    add_diagnostic(diagnostics,
                   risk("drops_data", "what is dropped cannot be got back once this is committed", nullptr, nullptr),
                   -1);
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
      check_reindex(diagnostics, reinterpret_cast<ReindexStmt*>(statement));
    }
    break;
  case T_RefreshMatViewStmt:
    check_refresh(diagnostics, reinterpret_cast<RefreshMatViewStmt*>(statement));
    break;
  case T_RenameStmt:
    check_rename(diagnostics, reinterpret_cast<RenameStmt*>(statement)->renameType);
    break;
  case T_AlterObjectSchemaStmt:
    check_rename(diagnostics, reinterpret_cast<AlterObjectSchemaStmt*>(statement)->objectType);
    break;
  default:
    break;
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
