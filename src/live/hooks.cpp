#include "live/hooks.h"

#include "live/epochs.h"
#include "live/eviction.h"
#include "live/farewell.h"
#include "live/statement_kind.h"

#include "channel/registry.h"

extern "C" {
#include "nodes/plannodes.h"
#include "tcop/utility.h"
}

namespace studio::live {

namespace {

ProcessUtility_hook_type next_process_utility = nullptr;

// The arguments of a ProcessUtility hook, to be handed on.
struct UtilityCall {
  PlannedStmt* statement;
  const char* text;
  bool is_tree_read_only;
  ProcessUtilityContext context;
  ParamListInfo parameters;
  QueryEnvironment* environment;
  DestReceiver* receiver;
  QueryCompletion* completion;
};

void hand_on(const UtilityCall& call) {
  ProcessUtility_hook_type next = next_process_utility != nullptr ? next_process_utility : standard_ProcessUtility;
  next(call.statement, call.text, call.is_tree_read_only, call.context, call.parameters, call.environment,
       call.receiver, call.completion);
}

void reopen_database(int, Datum database) { end_eviction(DatumGetObjectId(database)); }

// The database stays closed to runners until the statement is over, however it ends: also by the end of this process.
void run_in_emptied_database(const UtilityCall& call) {
  Oid database = begin_eviction(call.statement->utilityStmt);
  if (!OidIsValid(database)) {
    hand_on(call);
    return;
  }
  PG_ENSURE_ERROR_CLEANUP(reopen_database, ObjectIdGetDatum(database));
  {
    wait_for_eviction(database);
    hand_on(call);
  }
  PG_END_ENSURE_ERROR_CLEANUP(reopen_database, ObjectIdGetDatum(database));
  end_eviction(database);
}

// What a statement is, is asked before it runs: one that commits by itself may free its tree. What it changed is noted
// after: it is then part of the transaction that will commit it.
void process_utility(PlannedStmt* statement, const char* text, bool is_tree_read_only, ProcessUtilityContext context,
                     ParamListInfo parameters, QueryEnvironment* environment, DestReceiver* receiver,
                     QueryCompletion* completion) {
  UtilityCall call = {statement, text, is_tree_read_only, context, parameters, environment, receiver, completion};
  uint32 kind = statement_kind(statement->utilityStmt);
  if ((kind & drops_studio) != 0) {
    notice_what_is_lost();
  }
  if ((kind & wants_database) != 0) {
    run_in_emptied_database(call);
  } else {
    hand_on(call);
  }
  if ((kind & changes_access) != 0) {
    note_access_change();
  }
  if ((kind & changes_shared) != 0) {
    note_schema_change(channel::SchemaScope::all_databases);
  } else if ((kind & changes_schema) != 0) {
    note_schema_change(channel::SchemaScope::one_database);
  }
}

} // namespace

void install_hooks() {
  next_process_utility = ProcessUtility_hook;
  ProcessUtility_hook = process_utility;
}

} // namespace studio::live
