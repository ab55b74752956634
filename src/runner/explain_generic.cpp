#include "runner/explain_generic.h"

#include "pg/backend.h"

#if PG_VERSION_NUM < 160000

extern "C" {
#include "commands/explain.h"
#include "miscadmin.h"
#include "nodes/plannodes.h"
#include "portability/instr_time.h"
#include "tcop/tcopprot.h"
}

namespace studio::runner {

namespace {

ExplainOneQuery_hook_type previous = nullptr;

// The executor prunes partitions when it starts, by values that are not there. Without this it would stop at that.
void keep_all_partitions(Plan* plan);

void keep_all_partitions_of(List* plans) {
  ListCell* cell;
  foreach (cell, plans) {
    keep_all_partitions(static_cast<Plan*>(lfirst(cell)));
  }
}

void keep_all_partitions(Plan* plan) {
  if (plan == nullptr) {
    return;
  }
  check_stack_depth();
  switch (nodeTag(plan)) {
  case T_Append:
    reinterpret_cast<Append*>(plan)->part_prune_info = nullptr;
    keep_all_partitions_of(reinterpret_cast<Append*>(plan)->appendplans);
    break;
  case T_MergeAppend:
    reinterpret_cast<MergeAppend*>(plan)->part_prune_info = nullptr;
    keep_all_partitions_of(reinterpret_cast<MergeAppend*>(plan)->mergeplans);
    break;
  case T_SubqueryScan:
    keep_all_partitions(reinterpret_cast<SubqueryScan*>(plan)->subplan);
    break;
  case T_CustomScan:
    keep_all_partitions_of(reinterpret_cast<CustomScan*>(plan)->custom_plans);
    break;
  default:
    break;
  }
  keep_all_partitions(plan->lefttree);
  keep_all_partitions(plan->righttree);
}

void explain_query(Query* query, int options, IntoClause* into, ExplainState* state, const char* text, ParamListInfo,
                   QueryEnvironment* environment) {
  instr_time begun;
  instr_time taken;
  INSTR_TIME_SET_CURRENT(begun);
  PlannedStmt* plan = pg_plan_query(query, text, options, nullptr);
  INSTR_TIME_SET_CURRENT(taken);
  INSTR_TIME_SUBTRACT(taken, begun);
  keep_all_partitions(plan->planTree);
  keep_all_partitions_of(plan->subplans);
  ExplainOnePlan(plan, into, state, text, nullptr, environment, &taken, nullptr);
}

} // namespace

void explain_generically(bool is_wanted) {
  if (is_wanted && ExplainOneQuery_hook != explain_query) {
    previous = ExplainOneQuery_hook;
    ExplainOneQuery_hook = explain_query;
  } else if (!is_wanted && ExplainOneQuery_hook == explain_query) {
    ExplainOneQuery_hook = previous;
  }
}

} // namespace studio::runner

#else

namespace studio::runner {

void explain_generically(bool) {}

} // namespace studio::runner

#endif
