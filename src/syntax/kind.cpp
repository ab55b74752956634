#include "syntax/kind.h"

#include "pg/tree_walker.h"

extern "C" {
#include "commands/defrem.h"
#include "tcop/utility.h"
}

namespace studio::syntax {

namespace {

// WITH … AS (INSERT …): known before anything is looked up.
bool has_writing_part(const SelectStmt* select) {
  for (int i = 0; select->withClause != nullptr && i < list_length(select->withClause->ctes); i++) {
    if (!IsA(list_nth_node(CommonTableExpr, select->withClause->ctes, i)->ctequery, SelectStmt)) {
      return true;
    }
  }
  return false;
}

bool drops_column(const AlterTableStmt* statement) {
  for (int i = 0; i < list_length(statement->cmds); i++) {
    if (list_nth_node(AlterTableCmd, statement->cmds, i)->subtype == AT_DropColumn) {
      return true;
    }
  }
  return false;
}

// The last of an option counts, as in PostgreSQL.
bool is_run(const ExplainStmt* statement) {
  bool is_analyze = false;
  for (int i = 0; i < list_length(statement->options); i++) {
    DefElem* option = list_nth_node(DefElem, statement->options, i);
    is_analyze = strcmp(option->defname, "analyze") == 0 ? defGetBoolean(option) : is_analyze;
  }
  return is_analyze;
}

// The query that a statement runs, or null.
Node* query_of(Node* statement) {
  switch (nodeTag(statement)) {
  case T_SelectStmt:
  case T_InsertStmt:
  case T_UpdateStmt:
  case T_DeleteStmt:
  case T_MergeStmt:
    return statement;
  case T_ExplainStmt:
    return is_run(reinterpret_cast<ExplainStmt*>(statement)) ? reinterpret_cast<ExplainStmt*>(statement)->query
                                                             : nullptr;
  case T_CopyStmt:
    return reinterpret_cast<CopyStmt*>(statement)->query;
  case T_CreateTableAsStmt:
    return reinterpret_cast<CreateTableAsStmt*>(statement)->query;
  default:
    return nullptr;
  }
}

struct Walk {
  EveryRowVisitor visit;
  void* context;
};

bool walk(Node* node, void* argument) {
  if (node == nullptr) {
    return false;
  }
  check_stack_depth();
  const Walk* context = static_cast<Walk*>(argument);
  bool is_every_row = (IsA(node, UpdateStmt) && reinterpret_cast<UpdateStmt*>(node)->whereClause == nullptr) ||
                      (IsA(node, DeleteStmt) && reinterpret_cast<DeleteStmt*>(node)->whereClause == nullptr);
  if (is_every_row) {
    context->visit(node, context->context);
  }
  return pg::walk_raw(node, walk, argument);
}

void note(Node* /*statement*/, void* has_one) { *static_cast<bool*>(has_one) = true; }

} // namespace

const char* kind_of(Node* statement) {
  switch (GetCommandLogLevel(statement)) {
  case LOGSTMT_DDL:
    return "schema";
  case LOGSTMT_MOD:
    return "write";
  default:
    break;
  }
  if (IsA(statement, SelectStmt)) {
    return has_writing_part(reinterpret_cast<SelectStmt*>(statement)) ? "write" : "read";
  }
  return IsA(statement, ExplainStmt) || IsA(statement, VariableShowStmt) ? "read" : "other";
}

void visit_every_row(Node* statement, EveryRowVisitor visit, void* context) {
  Node* query = query_of(statement);
  // EXECUTE under EXPLAIN or CREATE TABLE AS holds no query of its own.
  if (query == nullptr || query_of(query) != query) {
    return;
  }
  Walk walking = {visit, context};
  (void)walk(query, &walking);
}

bool is_destructive(Node* statement) {
  switch (nodeTag(statement)) {
  case T_DropStmt:
  case T_DropdbStmt:
  case T_DropRoleStmt:
  case T_DropOwnedStmt:
  case T_DropTableSpaceStmt:
  case T_DropSubscriptionStmt:
  case T_DropUserMappingStmt:
  case T_TruncateStmt:
    return true;
  case T_AlterTableStmt:
    return drops_column(reinterpret_cast<AlterTableStmt*>(statement));
  default: {
    bool has_one = false;
    visit_every_row(statement, note, &has_one);
    return has_one;
  }
  }
}

bool is_opaque(Node* statement) {
  return IsA(statement, DoStmt) || IsA(statement, CallStmt) || IsA(statement, ExecuteStmt);
}

bool runs_in_transaction(Node* statement) {
  bool is_concurrent = IsA(statement, DropStmt) && reinterpret_cast<DropStmt*>(statement)->concurrent;
  return !is_concurrent && !IsA(statement, DropdbStmt) && !IsA(statement, DropTableSpaceStmt);
}

bool outlasts_rollback(Node* statement) {
  return IsA(statement, PrepareStmt) || IsA(statement, DeallocateStmt) || IsA(statement, FetchStmt) ||
         IsA(statement, ClosePortalStmt) || IsA(statement, DiscardStmt) || IsA(statement, LoadStmt);
}

} // namespace studio::syntax
