#include "runner/lint_query.h"

#include "pg/tree_walker.h"
#include "runner/fix.h"
#include "runner/lint_surprise.h"

extern "C" {
#include "access/htup_details.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/pathnodes.h"
#include "optimizer/optimizer.h"
#include "parser/parsetree.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
}

namespace studio::runner {

namespace {

Diagnostic warning(const char* rule, const char* message, const char* detail, const char* hint) {
  return {Severity::warning, rule, nullptr, message, detail, hint, 0, 0, NIL};
}

Diagnostic information(const char* rule, const char* message, const char* detail, const char* hint) {
  return {Severity::information, rule, nullptr, message, detail, hint, 0, 0, NIL};
}

// ---- UPDATE and DELETE without WHERE

void check_every_row(Diagnostics* diagnostics, const Query* query) {
  if (!changes_every_row(query)) {
    return;
  }
  const char* table = get_rel_name(rt_fetch(query->resultRelation, query->rtable)->relid);
  if (query->commandType == CMD_UPDATE) {
    add_diagnostic(diagnostics,
                   warning("update_without_where", "UPDATE without WHERE changes every row",
                           psprintf("All rows of \"%s\" are changed.", table), "Add a WHERE clause."),
                   -1);
  } else {
    add_diagnostic(diagnostics,
                   warning("delete_without_where", "DELETE without WHERE deletes every row",
                           psprintf("All rows of \"%s\" are deleted.", table), "Add a WHERE clause, or use TRUNCATE."),
                   -1);
  }
}

// ---- relations that nothing joins

// A set of items of the FROM list that conditions tie together.
struct Groups {
  int count;
  Relids* members;
};

// Ties together all groups that `relations` touches.
void tie(Groups* groups, Relids relations) {
  int first = -1;
  for (int i = 0; i < groups->count; i++) {
    if (groups->members[i] == nullptr || !bms_overlap(groups->members[i], relations)) {
      continue;
    }
    if (first < 0) {
      first = i;
    } else {
      groups->members[first] = bms_join(groups->members[first], groups->members[i]);
      groups->members[i] = nullptr;
    }
  }
}

// One row at most, so a product with it multiplies nothing.
bool has_one_row(const Query* subquery) {
  if (subquery->setOperations != nullptr) {
    return false;
  }
  bool is_aggregate = subquery->hasAggs && subquery->groupClause == NIL && subquery->groupingSets == NIL;
  bool has_no_source = subquery->rtable == NIL && !subquery->hasTargetSRFs;
  bool is_limited = subquery->limitCount != nullptr && IsA(subquery->limitCount, Const) &&
                    !reinterpret_cast<Const*>(subquery->limitCount)->constisnull &&
                    DatumGetInt64(reinterpret_cast<Const*>(subquery->limitCount)->constvalue) <= 1;
  return is_aggregate || has_no_source || is_limited;
}

// (VALUES …): somebody wrote out what is to be paired.
bool is_list(const Query* subquery) {
  return list_length(subquery->rtable) == 1 && linitial_node(RangeTblEntry, subquery->rtable)->rtekind == RTE_VALUES;
}

bool multiplies(const RangeTblEntry* entry) {
  if (entry->lateral) {
    return false;
  }
  return entry->rtekind == RTE_RELATION || entry->rtekind == RTE_CTE ||
         (entry->rtekind == RTE_SUBQUERY && !has_one_row(entry->subquery) && !is_list(entry->subquery));
}

// Adds the relations below an item of the FROM list; their join conditions tie within the item, as does a CROSS JOIN that
// somebody wrote out.
Relids relations_below(Node* item, bool* has_multiplier, const List* rtable) {
  if (IsA(item, RangeTblRef)) {
    int index = reinterpret_cast<RangeTblRef*>(item)->rtindex;
    *has_multiplier = *has_multiplier || multiplies(rt_fetch(index, rtable));
    return bms_make_singleton(index);
  }
  if (IsA(item, JoinExpr)) {
    JoinExpr* join = reinterpret_cast<JoinExpr*>(item);
    Relids below = bms_join(relations_below(join->larg, has_multiplier, rtable),
                            relations_below(join->rarg, has_multiplier, rtable));
    return bms_add_member(below, join->rtindex);
  }
  return nullptr;
}

const char* name_of(const Query* query, Relids relations) {
  int index = -1;
  while ((index = bms_next_member(relations, index)) >= 0) {
    const RangeTblEntry* entry = rt_fetch(index, query->rtable);
    if (entry->rtekind != RTE_JOIN) {
      return entry->eref->aliasname;
    }
  }
  return "?";
}

// The last place of a name in the statement's FROM lists; -1 where it is not found.
int place_of(const Diagnostics* diagnostics, const char* name) {
  const Script& script = *diagnostics->script;
  bool is_behind_from = false;
  int begin = statement_begin(script, diagnostics->statement);
  int found = -1;
  for (int i = script.first_tokens[diagnostics->statement]; i < script.first_tokens[diagnostics->statement + 1]; i++) {
    bool is_quoted = script.text[script.tokens[i].begin] == '"';
    if (!is_quoted && (token_is(script, i, "from") || token_is(script, i, "using"))) {
      is_behind_from = true;
    } else if (!is_quoted &&
               (token_is(script, i, "where") || token_is(script, i, "group") || token_is(script, i, "order"))) {
      is_behind_from = false;
    } else if (is_behind_from && token_is(script, i, name)) {
      found = script.tokens[i].begin - begin;
    }
  }
  return found;
}

void check_product(Diagnostics* diagnostics, const Query* query) {
  int count = query->jointree != nullptr ? list_length(query->jointree->fromlist) : 0;
  if (count < 2) {
    return;
  }
  Groups groups = {0, static_cast<Relids*>(palloc(sizeof(Relids) * static_cast<Size>(count)))};
  for (int i = 0; i < count; i++) {
    bool has_multiplier = false;
    Relids below =
        relations_below(static_cast<Node*>(list_nth(query->jointree->fromlist, i)), &has_multiplier, query->rtable);
    if (has_multiplier) {
      groups.members[groups.count++] = below;
    }
  }
  List* conditions = make_ands_implicit(static_cast<Expr*>(static_cast<void*>(query->jointree->quals)));
  for (int i = 0; i < list_length(conditions); i++) {
    tie(&groups, pull_varnos(nullptr, static_cast<Node*>(list_nth(conditions, i))));
  }
  int first = -1;
  for (int i = 0; i < groups.count; i++) {
    if (groups.members[i] == nullptr) {
      continue;
    }
    if (first < 0) {
      first = i;
      continue;
    }
    const char* other = name_of(query, groups.members[i]);
    const char* detail =
        psprintf("No condition joins \"%s\" with \"%s\": each row of one is paired with every row of the other.",
                 name_of(query, groups.members[first]), other);
    add_diagnostic(diagnostics,
                   warning("cartesian_product", "these relations are not joined by any condition", detail,
                           "Add a join condition, or write CROSS JOIN if every pair is wanted."),
                   place_of(diagnostics, other));
  }
}

// ---- common table expressions that nobody reads

void check_unused(Diagnostics* diagnostics, const Query* query) {
  for (int i = 0; i < list_length(query->cteList); i++) {
    const CommonTableExpr* expression = list_nth_node(CommonTableExpr, query->cteList, i);
    bool writes =
        IsA(expression->ctequery, Query) && reinterpret_cast<Query*>(expression->ctequery)->commandType != CMD_SELECT;
    if (expression->cterefcount == 0 && !writes) {
      add_diagnostic(diagnostics,
                     information("unused_with_query", psprintf("WITH query \"%s\" is not used", expression->ctename),
                                 nullptr, nullptr),
                     expression->location);
    }
  }
}

// ---- expressions

bool is_null_constant(Node* node) {
  while (node != nullptr && IsA(node, RelabelType)) {
    node = reinterpret_cast<Node*>(reinterpret_cast<RelabelType*>(node)->arg);
  }
  return node != nullptr && IsA(node, Const) && reinterpret_cast<Const*>(node)->constisnull;
}

// x = NULL can be mended where it stands; NULL = x and an operator with a schema are left to their author.
void offer_is_null(const Diagnostics* diagnostics, Diagnostic* added, const char* text) {
  const Script& script = *diagnostics->script;
  int next = token_at(script, added->begin) + 1;
  if (next < script.first_tokens[diagnostics->statement + 1] && token_is(script, next, "null")) {
    added->fixes = list_make1(make_fix(psprintf("Use %s NULL", text), added->begin, added->end, text));
  }
}

void check_null_comparison(Diagnostics* diagnostics, const OpExpr* expression) {
  bool has_null = false;
  for (int i = 0; i < list_length(expression->args); i++) {
    has_null = has_null || is_null_constant(static_cast<Node*>(list_nth(expression->args, i)));
  }
  if (!has_null || expression->opresulttype != BOOLOID || !op_strict(expression->opno)) {
    return;
  }
  const char* name = get_opname(expression->opno);
  bool is_equal = strcmp(name, "=") == 0;
  bool is_unequal = strcmp(name, "<>") == 0;
  Diagnostic* added = add_diagnostic(diagnostics,
                                     warning("comparison_with_null", "a comparison with NULL is never true", nullptr,
                                             is_equal     ? "Use IS NULL."
                                             : is_unequal ? "Use IS NOT NULL."
                                                          : "Its result is NULL whatever the other side is."),
                                     expression->location);
  if (added != nullptr && (is_equal || is_unequal)) {
    offer_is_null(diagnostics, added, is_equal ? "IS" : "IS NOT");
  }
}

bool may_be_null(const TargetEntry* column) {
  if (column->resorigtbl == InvalidOid || column->resorigcol <= 0 || !IsA(column->expr, Var)) {
    return true;
  }
  HeapTuple tuple = SearchSysCache2(ATTNUM, ObjectIdGetDatum(column->resorigtbl), Int16GetDatum(column->resorigcol));
  if (!HeapTupleIsValid(tuple)) {
    return true;
  }
  bool is_not_null = reinterpret_cast<Form_pg_attribute>(GETSTRUCT(tuple))->attnotnull;
  ReleaseSysCache(tuple);
  return !is_not_null;
}

// x NOT IN (SELECT y …): one NULL among the y, and no row is left.
void check_not_in(Diagnostics* diagnostics, const BoolExpr* expression) {
  Node* argument = static_cast<Node*>(linitial(expression->args));
  if (expression->boolop != NOT_EXPR || !IsA(argument, SubLink)) {
    return;
  }
  const SubLink* link = reinterpret_cast<SubLink*>(argument);
  bool is_in = link->subLinkType == ANY_SUBLINK && list_length(link->operName) == 1 &&
               strcmp(strVal(linitial(link->operName)), "=") == 0;
  if (!is_in || !IsA(link->subselect, Query)) {
    return;
  }
  const Query* subquery = reinterpret_cast<Query*>(link->subselect);
  for (int i = 0; i < list_length(subquery->targetList); i++) {
    const TargetEntry* column = list_nth_node(TargetEntry, subquery->targetList, i);
    if (!column->resjunk && may_be_null(column)) {
      add_diagnostic(diagnostics,
                     warning("not_in_with_nulls", "NOT IN is never true once the subquery gives a NULL",
                             psprintf("Column \"%s\" of the subquery may be null.",
                                      column->resname != nullptr ? column->resname : "?"),
                             "Use NOT EXISTS, or leave NULLs out of the subquery."),
                     link->location);
      return;
    }
  }
}

// Of PostgreSQL's own functions most that are volatile only answer otherwise each time; these do something.
bool does_something(Oid function) {
  switch (function) {
  case F_NEXTVAL:
  case F_SETVAL_REGCLASS_INT8:
  case F_SETVAL_REGCLASS_INT8_BOOL:
  case F_LO_CREATE:
  case F_LO_CREAT:
  case F_LO_UNLINK:
  case F_LO_PUT:
  case F_LO_FROM_BYTEA:
  case F_LO_IMPORT_TEXT:
  case F_LO_EXPORT:
  case F_PG_TERMINATE_BACKEND:
  case F_PG_CANCEL_BACKEND:
  case F_PG_RELOAD_CONF:
    return true;
  default:
    return false;
  }
}

void check_function(Diagnostics* diagnostics, Oid function, int location) {
  bool is_own = get_func_namespace(function) == PG_CATALOG_NAMESPACE;
  if (func_volatile(function) != PROVOLATILE_VOLATILE || (is_own && !does_something(function))) {
    return;
  }
  if (is_own) {
    add_diagnostic(
        diagnostics,
        information("volatile_function",
                    psprintf("function \"%s\" does something, though this is a SELECT", get_func_name(function)),
                    "It does so for each row, and some of it is not undone by a rollback.", nullptr),
        location);
    return;
  }
  add_diagnostic(diagnostics,
                 information("volatile_function",
                             psprintf("function \"%s\" is volatile: it may write, though this is a SELECT",
                                      get_func_name(function)),
                             nullptr, nullptr),
                 location);
}

struct Walk {
  Diagnostics* diagnostics;
  bool is_select;              // the statement as a whole
  bool is_asked_for_existence; // the query stands in EXISTS
};

bool walk(Node* node, void* argument);

void check_query(const Walk* context, Query* query) {
  check_every_row(context->diagnostics, query);
  check_product(context->diagnostics, query);
  check_unused(context->diagnostics, query);
  check_outer_joins(context->diagnostics, query);
  if (!context->is_asked_for_existence) {
    check_limit(context->diagnostics, query);
  }
}

bool walk(Node* node, void* argument) {
  if (node == nullptr) {
    return false;
  }
  Walk* context = static_cast<Walk*>(argument);
  check_stack_depth();
  if (IsA(node, Query)) {
    Query* query = reinterpret_cast<Query*>(node);
    check_query(context, query);
    Walk below = {context->diagnostics, context->is_select, false};
    return pg::walk_query(query, walk, &below);
  }
  if (IsA(node, OpExpr)) {
    check_null_comparison(context->diagnostics, reinterpret_cast<OpExpr*>(node));
    check_self_comparison(context->diagnostics, reinterpret_cast<OpExpr*>(node));
  } else if (IsA(node, BoolExpr)) {
    check_not_in(context->diagnostics, reinterpret_cast<BoolExpr*>(node));
  } else if (IsA(node, FuncExpr) && context->is_select) {
    const FuncExpr* call = reinterpret_cast<FuncExpr*>(node);
    check_function(context->diagnostics, call->funcid, call->location);
  }
  Walk below = *context;
  below.is_asked_for_existence = IsA(node, SubLink) && reinterpret_cast<SubLink*>(node)->subLinkType == EXISTS_SUBLINK;
  return pg::walk_expression(node, walk, &below);
}

} // namespace

bool changes_every_row(const Query* query) {
  bool changes = query->commandType == CMD_UPDATE || query->commandType == CMD_DELETE;
  // A FROM or USING list without a condition changes every row too; check_product says the rest.
  return changes && query->jointree->quals == nullptr;
}

void lint_query(Diagnostics* diagnostics, Query* query) {
  Walk context = {diagnostics, query->commandType == CMD_SELECT, false};
  (void)walk(reinterpret_cast<Node*>(query), &context);
}

} // namespace studio::runner
