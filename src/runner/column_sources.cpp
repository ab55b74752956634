#include "runner/column_sources.h"

extern "C" {
#include "access/sysattr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "parser/parse_relation.h"
#include "parser/parsetree.h"
}

namespace studio::runner {

namespace {

// A query and those around it: a WITH query may belong to any of them.
struct Level {
  const Query* query;
  const Level* outer;
};

List* columns_of(const Query* query) {
  return query->commandType == CMD_SELECT ? query->targetList : query->returningList;
}

bool append_way(StringInfo way, const Level& level, const Node* expression);

bool append_way_inside(StringInfo way, const Level& level, int number, AttrNumber column) {
  TargetEntry* target = get_tle_by_resno(columns_of(level.query), column);
  appendStringInfo(way, "%d/", number);
  return target != nullptr && append_way(way, level, reinterpret_cast<Node*>(target->expr));
}

bool append_way_with(StringInfo way, const Level& level, const Var* var, const RangeTblEntry* entry) {
  const Level* owner = &level;
  for (Index i = 0; i < entry->ctelevelsup && owner != nullptr; i++) {
    owner = owner->outer;
  }
  if (owner == nullptr || entry->self_reference) {
    return false;
  }
  ListCell* cell;
  foreach (cell, owner->query->cteList) {
    const CommonTableExpr* with = lfirst_node(CommonTableExpr, cell);
    if (strcmp(with->ctename, entry->ctename) == 0 && IsA(with->ctequery, Query)) {
      return append_way_inside(way, {castNode(Query, with->ctequery), owner}, static_cast<int>(var->varno),
                               var->varattno);
    }
  }
  return false;
}

// The way from a column down to its table: the number of a range table entry for each query on it. False where an expression
// stands in between.
bool append_way(StringInfo way, const Level& level, const Node* expression) {
  check_stack_depth();
  if (expression == nullptr || !IsA(expression, Var)) {
    return false;
  }
  const Var* var = reinterpret_cast<const Var*>(expression);
  if (var->varlevelsup != 0) {
    return false;
  }
  const RangeTblEntry* entry = rt_fetch(var->varno, level.query->rtable);
  // Of the system's columns the one that names a row where there is no key.
  if (var->varattno <= 0 && (var->varattno != SelfItemPointerAttributeNumber || entry->rtekind != RTE_RELATION)) {
    return false;
  }
  switch (entry->rtekind) {
  case RTE_RELATION:
    appendStringInfo(way, "%d", static_cast<int>(var->varno));
    return true;
  case RTE_JOIN:
    return append_way(way, level, static_cast<Node*>(list_nth(entry->joinaliasvars, var->varattno - 1)));
  case RTE_SUBQUERY:
    return append_way_inside(way, {entry->subquery, &level}, static_cast<int>(var->varno), var->varattno);
  case RTE_CTE:
    return append_way_with(way, level, var, entry);
  default:
    return false;
  }
}

// The number of a way among those that were met, from 1; a new one is added.
int number_of(List** ways, const char* way) {
  ListCell* cell;
  foreach (cell, *ways) {
    if (strcmp(static_cast<const char*>(lfirst(cell)), way) == 0) {
      return foreach_current_index(cell) + 1;
    }
  }
  *ways = lappend(*ways, pstrdup(way));
  return list_length(*ways);
}

// The query whose rows are sent, as PortalListGetPrimaryStmt finds its plan.
const Query* primary_query(List* queries) {
  ListCell* cell;
  foreach (cell, queries) {
    const Query* query = lfirst_node(Query, cell);
    if (query->canSetTag) {
      return query->commandType == CMD_UTILITY ? nullptr : query;
    }
  }
  return nullptr;
}

} // namespace

result::Sources column_sources(List* queries) {
  const Query* query = primary_query(queries);
  List* targets = query == nullptr ? NIL : columns_of(query);
  int* numbers = static_cast<int*>(palloc0(sizeof(int) * static_cast<Size>(list_length(targets) + 1)));
  List* ways = NIL;
  int count = 0;
  StringInfoData way;
  initStringInfo(&way);
  ListCell* cell;
  foreach (cell, targets) {
    const TargetEntry* target = lfirst_node(TargetEntry, cell);
    if (target->resjunk) {
      continue;
    }
    resetStringInfo(&way);
    Level level = {query, nullptr};
    if (OidIsValid(target->resorigtbl) && append_way(&way, level, reinterpret_cast<Node*>(target->expr))) {
      numbers[count] = number_of(&ways, way.data);
    }
    count++;
  }
  pfree(way.data);
  list_free_deep(ways);
  return {count, numbers};
}

} // namespace studio::runner
