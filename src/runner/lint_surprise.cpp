#include "runner/lint_surprise.h"

extern "C" {
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "parser/parsetree.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

namespace {

Diagnostic remark(Severity severity, const char* rule, const char* message, const char* detail, const char* hint) {
  return {severity, rule, nullptr, message, detail, hint, 0, 0, NIL};
}

bool is_null(const Node* node) { return IsA(node, Const) && reinterpret_cast<const Const*>(node)->constisnull; }

// What LIMIT 10 has become: 10::bigint.
Node* said(Node* expression) {
  while (expression != nullptr && IsA(expression, FuncExpr) &&
         reinterpret_cast<FuncExpr*>(expression)->funcformat == COERCE_IMPLICIT_CAST) {
    expression = static_cast<Node*>(linitial(reinterpret_cast<FuncExpr*>(expression)->args));
  }
  return expression;
}

bool reads_rows(const Query* query) {
  for (int i = 0; i < list_length(query->rtable); i++) {
    RTEKind kind = list_nth_node(RangeTblEntry, query->rtable, i)->rtekind;
    if (kind == RTE_RELATION || kind == RTE_SUBQUERY || kind == RTE_CTE) {
      return true;
    }
  }
  return false;
}

// The relations that a join item holds.
Relids members_of(Node* item) {
  if (IsA(item, RangeTblRef)) {
    return bms_make_singleton(reinterpret_cast<RangeTblRef*>(item)->rtindex);
  }
  const JoinExpr* join = reinterpret_cast<JoinExpr*>(item);
  return bms_union(members_of(join->larg), members_of(join->rarg));
}

// Those among them that an outer join may fill with nulls.
Relids nullable_of(Node* item) {
  if (IsA(item, RangeTblRef)) {
    return nullptr;
  }
  const JoinExpr* join = reinterpret_cast<JoinExpr*>(item);
  Relids below = bms_union(nullable_of(join->larg), nullable_of(join->rarg));
  if (join->jointype == JOIN_LEFT || join->jointype == JOIN_FULL) {
    below = bms_union(below, members_of(join->rarg));
  }
  if (join->jointype == JOIN_RIGHT || join->jointype == JOIN_FULL) {
    below = bms_union(below, members_of(join->larg));
  }
  return below;
}

const char* name_of(const Query* query, Relids relations) {
  int index = bms_next_member(relations, -1);
  return rt_fetch(index, query->rtable)->eref->aliasname;
}

} // namespace

void check_limit(Diagnostics* diagnostics, const Query* query) {
  Node* count = said(query->limitCount);
  Node* asked = count != nullptr && !is_null(count) ? count : said(query->limitOffset);
  bool is_chance = asked != nullptr && !is_null(asked) && query->sortClause == NIL && reads_rows(query) &&
                   !(query->hasAggs && query->groupClause == NIL);
  if (is_chance) {
    add_diagnostic(diagnostics,
                   remark(Severity::information, "limit_without_order", "without ORDER BY any rows may come",
                          "Which ones depends on the plan, on other sessions and on how the table lies on disk.",
                          "Add ORDER BY with columns that make the order unique."),
                   exprLocation(asked));
  }
}

void check_outer_joins(Diagnostics* diagnostics, const Query* query) {
  Relids nullable = nullptr;
  for (int i = 0; query->jointree != nullptr && i < list_length(query->jointree->fromlist); i++) {
    nullable = bms_union(nullable, nullable_of(static_cast<Node*>(list_nth(query->jointree->fromlist, i))));
  }
  if (nullable == nullptr || query->jointree->quals == nullptr) {
    return;
  }
  List* conditions = make_ands_implicit(static_cast<Expr*>(static_cast<void*>(query->jointree->quals)));
  for (int i = 0; i < list_length(conditions); i++) {
    Node* condition = static_cast<Node*>(list_nth(conditions, i));
    // PostgreSQL's planner asks the same, and then plans an inner join.
    Relids refused = bms_intersect(find_nonnullable_rels(condition), nullable);
    if (!bms_is_empty(refused)) {
      const char* detail = psprintf("The outer join adds rows in which all of \"%s\" is null; this condition is never "
                                    "true for them, so the join is an inner one.",
                                    name_of(query, refused));
      add_diagnostic(diagnostics,
                     remark(Severity::warning, "outer_join_made_inner",
                            "this condition throws away the rows that the outer join adds", detail,
                            "Write the condition into ON, or an inner join if that is meant."),
                     exprLocation(condition));
    }
  }
}

void check_self_comparison(Diagnostics* diagnostics, const OpExpr* expression) {
  if (list_length(expression->args) != 2 || expression->opresulttype != BOOLOID) {
    return;
  }
  Node* left = static_cast<Node*>(linitial(expression->args));
  Node* right = static_cast<Node*>(lsecond(expression->args));
  if (!equal(left, right) || !contain_var_clause(left) || contain_volatile_functions(left)) {
    return;
  }
  add_diagnostic(diagnostics,
                 remark(Severity::warning, "comparison_with_itself", "both sides of this comparison are the same",
                        "Its result is the same for every row, or NULL where the value is NULL.", nullptr),
                 expression->location);
}

} // namespace studio::runner
