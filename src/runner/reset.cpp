#include "runner/reset.h"

#include "pg/version.h"
#include "runner/session.h"

extern "C" {
#include "access/transam.h"
#include "commands/discard.h"
#include "nodes/parsenodes.h"
#include "nodes/plannodes.h"
#include "utils/fmgroids.h"
}

namespace studio::runner {

namespace {

bool is_changed = false;
bool is_spent = false;

bool is_harmless(Node* statement) {
  switch (nodeTag(statement)) {
  case T_TransactionStmt:
  case T_VariableShowStmt:
  case T_ExplainStmt:
  case T_FetchStmt:
  case T_ClosePortalStmt:
  case T_ConstraintsSetStmt: // ends with the transaction
  case T_LockStmt:
  case T_NotifyStmt:
  case T_CopyStmt:
  case T_CheckPointStmt:
    return true;
  default:
    return false;
  }
}

// Built-in functions that change the state of a session.
bool changes_session(Oid function) {
  switch (function) {
  case F_SET_CONFIG:
  case F_SETSEED:
  case F_NEXTVAL:
  case F_SETVAL_REGCLASS_INT8:
  case F_SETVAL_REGCLASS_INT8_BOOL:
  case F_PG_ADVISORY_LOCK_INT8:
  case F_PG_ADVISORY_LOCK_SHARED_INT8:
  case F_PG_ADVISORY_LOCK_INT4_INT4:
  case F_PG_ADVISORY_LOCK_SHARED_INT4_INT4:
  case F_PG_TRY_ADVISORY_LOCK_INT8:
  case F_PG_TRY_ADVISORY_LOCK_SHARED_INT8:
  case F_PG_TRY_ADVISORY_LOCK_INT4_INT4:
  case F_PG_TRY_ADVISORY_LOCK_SHARED_INT4_INT4:
  case F_PG_CREATE_PHYSICAL_REPLICATION_SLOT:
  case F_PG_CREATE_LOGICAL_REPLICATION_SLOT:
    return true;
  default:
    return false;
  }
}

// Functions whose effect on the process nothing takes back but its end.
bool spends_session(Oid function) {
  return function == F_PG_BACKUP_START || function == F_PG_REPLICATION_ORIGIN_SESSION_SETUP;
}

} // namespace

void note_plan(List* plans) {
  ListCell* cell;
  foreach (cell, plans) {
    const PlannedStmt* plan = lfirst_node(PlannedStmt, cell);
    // Writing may move sequences (lastval) and fire triggers. Utility statements have their own hook.
    if (plan->commandType != CMD_UTILITY && (plan->commandType != CMD_SELECT || plan->hasModifyingCTE)) {
      is_changed = true;
    }
  }
}

void note_utility(Node* statement) {
  if (!is_harmless(statement)) {
    is_changed = true;
  }
  if (IsA(statement, LoadStmt)) {
    is_spent = true;
  }
}

void note_function(Oid function) {
  // What somebody's function does inside comes here as well where it is SQL; what a C function does, nobody sees.
  if (function >= FirstNormalObjectId || changes_session(function)) {
    is_changed = true;
  } else if (spends_session(function)) {
    is_changed = true;
    is_spent = true;
  }
}

void note_change() { is_changed = true; }

bool session_changed() { return is_changed; }
bool session_is_spent() { return is_spent; }

void reset_session() {
  DiscardStmt statement;
  memset(static_cast<void*>(&statement), 0, sizeof statement);
  statement.type = T_DiscardStmt;
  statement.target = DISCARD_ALL;
  // Not through ProcessUtility: it is not the user's statement, so neither his log nor pg_stat_statements shows it.
  StartTransactionCommand();
  DiscardCommand(&statement, true);
  session_restore_role();
  CommitTransactionCommand();
  pg::drop_temporary_replication_slots();
  is_changed = false;
}

} // namespace studio::runner
