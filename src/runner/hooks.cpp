#include "runner/hooks.h"

#include "runner/explain.h"
#include "runner/live_plan.h"
#include "runner/read_only.h"
#include "runner/reset.h"
#include "runner/session.h"

extern "C" {
#include "catalog/objectaccess.h"
#include "executor/executor.h"
#include "nodes/parsenodes.h"
#include "tcop/utility.h"
}

namespace studio::runner {

namespace {

ProcessUtility_hook_type previous_utility = nullptr;
object_access_hook_type previous_access = nullptr;
ExecutorStart_hook_type previous_start = nullptr;

// Statements that a runner cannot serve, however they are reached.
void refuse_unsupported(Node* statement) {
  switch (nodeTag(statement)) {
  case T_CopyStmt: {
    CopyStmt* copy = reinterpret_cast<CopyStmt*>(statement);
    if (copy->is_from && copy->filename == nullptr) {
      ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("COPY FROM STDIN is not supported here"),
                      errhint("Use INSERT, or load the data with psql.")));
    }
    break;
  }
  case T_ListenStmt:
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("LISTEN is not supported here"),
                    errhint("Subscribe to the channel over the socket: live subscriptions hear every NOTIFY.")));
    break;
  case T_UnlistenStmt:
    if (reinterpret_cast<UnlistenStmt*>(statement)->conditionname != nullptr) {
      ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("UNLISTEN is not supported here"),
                      errhint("End the live subscription to the channel instead.")));
    }
    break;
  default:
    break;
  }
}

void utility(PlannedStmt* plan, const char* text, bool read_only_tree, ProcessUtilityContext context,
             ParamListInfo values, QueryEnvironment* environment, DestReceiver* receiver, QueryCompletion* completion) {
  refuse_unsupported(plan->utilityStmt);
  if (session.phase == Phase::running && is_read_only()) {
    read_only_check_utility(plan->utilityStmt);
  }
  note_utility(plan->utilityStmt);
  if (previous_utility != nullptr) {
    previous_utility(plan, text, read_only_tree, context, values, environment, receiver, completion);
  } else {
    standard_ProcessUtility(plan, text, read_only_tree, context, values, environment, receiver, completion);
  }
}

void access(ObjectAccessType type, Oid catalog, Oid object, int column, void* argument) {
  if (previous_access != nullptr) {
    previous_access(type, catalog, object, column, argument);
  }
  if (type == OAT_FUNCTION_EXECUTE) {
    if (session.phase == Phase::running && is_read_only()) {
      read_only_check_function(object);
    }
    note_function(object);
  }
}

void start(QueryDesc* query, int flags) {
  bool is_watched = live_plan_is_expected(query);
  if (is_watched) {
    live_plan_prepare(query);
  }
  if (previous_start != nullptr) {
    previous_start(query, flags);
  } else {
    standard_ExecutorStart(query, flags);
  }
  explain_note_plan(query);
  if (is_watched) {
    live_plan_started(query);
  }
}

} // namespace

void install_hooks() {
  previous_utility = ProcessUtility_hook;
  ProcessUtility_hook = utility;
  previous_access = object_access_hook;
  object_access_hook = access;
  previous_start = ExecutorStart_hook;
  ExecutorStart_hook = start;
}

} // namespace studio::runner
