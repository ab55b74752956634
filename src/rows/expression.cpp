#include "rows/expression.h"

#include "pg/backend.h"
#include "pg/tree_walker.h"

extern "C" {
#include "parser/parser.h"
}

namespace studio::rows {

namespace {

bool has_parameter(Node* node, void* context) {
  if (node == nullptr) {
    return false;
  }
  return IsA(node, ParamRef) || pg::walk_raw(node, has_parameter, context);
}

// `expression` and nothing besides: PostgreSQL's rule for expressions of PL/pgSQL allows what may follow a SELECT.
Node* only_expression(const SelectStmt* select) {
  bool has_more = select->distinctClause != NIL || select->intoClause != nullptr || select->fromClause != NIL ||
                  select->whereClause != nullptr || select->groupClause != NIL || select->havingClause != nullptr ||
                  select->windowClause != NIL || select->sortClause != NIL || select->limitOffset != nullptr ||
                  select->limitCount != nullptr || select->lockingClause != NIL || select->op != SETOP_NONE;
  if (has_more || list_length(select->targetList) != 1) {
    return nullptr;
  }
  ResTarget* target = linitial_node(ResTarget, select->targetList);
  bool is_star = IsA(target->val, ColumnRef) && IsA(llast(reinterpret_cast<ColumnRef*>(target->val)->fields), A_Star);
  return target->name == nullptr && !is_star ? target->val : nullptr;
}

} // namespace

void check_expression(const char* text) {
  List* statements = raw_parser(text, RAW_PARSE_PLPGSQL_EXPR);
  Node* expression = nullptr;
  if (list_length(statements) == 1 && IsA(linitial_node(RawStmt, statements)->stmt, SelectStmt)) {
    expression = only_expression(reinterpret_cast<SelectStmt*>(linitial_node(RawStmt, statements)->stmt));
  }
  if (expression == nullptr) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("the condition of the filter must be one expression")));
  }
  if (has_parameter(expression, nullptr)) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("the condition of the filter must not have parameters")));
  }
}

} // namespace studio::rows
