#include "runner/read_only.h"

extern "C" {
#include "nodes/parsenodes.h"
#include "nodes/value.h"
#include "tcop/cmdtag.h"
#include "tcop/utility.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
}

namespace studio::runner {

namespace {

[[noreturn]] void refuse_statement(Node* statement) {
  ereport(ERROR, (errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
                  errmsg("cannot execute %s in a read-only session", CreateCommandName(statement))));
  pg_unreachable();
}

[[noreturn]] void refuse_read_write() {
  ereport(ERROR,
          (errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION), errmsg("cannot set read-write mode in a read-only session")));
  pg_unreachable();
}

bool is_false(Node* value) {
  if (value == nullptr || !IsA(value, A_Const)) {
    return false;
  }
  A_Const* constant = reinterpret_cast<A_Const*>(value);
  if (constant->isnull) {
    return false;
  }
  if (IsA(&constant->val, Integer)) {
    return constant->val.ival.ival == 0;
  }
  bool parsed = false;
  return IsA(&constant->val, String) && parse_bool(constant->val.sval.sval, &parsed) && !parsed;
}

// BEGIN and SET TRANSACTION carry their modes as a list of DefElem.
void check_modes(List* modes) {
  ListCell* cell;
  foreach (cell, modes) {
    DefElem* mode = static_cast<DefElem*>(lfirst(cell));
    if (strcmp(mode->defname, "transaction_read_only") == 0 && is_false(mode->arg)) {
      refuse_read_write();
    }
  }
}

void check_set(VariableSetStmt* set) {
  if (set->name == nullptr) {
    return;
  }
  if (set->kind == VAR_SET_MULTI) {
    check_modes(set->args);
    return;
  }
  bool is_mode = pg_strcasecmp(set->name, "transaction_read_only") == 0;
  if (is_mode && (set->kind != VAR_SET_VALUE || list_length(set->args) != 1 ||
                  is_false(static_cast<Node*>(linitial(set->args))))) {
    refuse_read_write();
  }
}

void check_transaction(TransactionStmt* statement) {
  switch (statement->kind) {
  case TRANS_STMT_BEGIN:
  case TRANS_STMT_START:
    check_modes(statement->options);
    break;
  case TRANS_STMT_PREPARE:
  case TRANS_STMT_COMMIT_PREPARED:
  case TRANS_STMT_ROLLBACK_PREPARED:
    refuse_statement(reinterpret_cast<Node*>(statement));
  default:
    break;
  }
}

// EXPLAIN ANALYZE runs what it explains; of utility statements those that it can explain write (CREATE TABLE AS …) or have
// been checked when they were prepared.
void check_explain(ExplainStmt* explain) {
  if (!IsA(explain->query, Query)) {
    return;
  }
  Query* query = reinterpret_cast<Query*>(explain->query);
  if (query->commandType == CMD_UTILITY && query->utilityStmt != nullptr) {
    read_only_check_utility(query->utilityStmt);
  }
}

void check_copy(CopyStmt* copy) {
  if (copy->is_from || copy->filename != nullptr || copy->is_program) {
    refuse_statement(reinterpret_cast<Node*>(copy));
  }
}

bool is_refused_function(Oid function) {
  switch (function) {
  // large objects
  case F_LO_CREAT:
  case F_LO_CREATE:
  case F_LO_FROM_BYTEA:
  case F_LO_IMPORT_TEXT:
  case F_LO_IMPORT_TEXT_OID:
  case F_LO_EXPORT:
  case F_LO_PUT:
  case F_LO_TRUNCATE:
  case F_LO_TRUNCATE64:
  case F_LO_UNLINK:
  case F_LOWRITE:
  // the server's files
  case F_PG_READ_FILE_TEXT:
  case F_PG_READ_FILE_TEXT_INT8_INT8:
  case F_PG_READ_FILE_TEXT_INT8_INT8_BOOL:
  case F_PG_READ_BINARY_FILE_TEXT:
  case F_PG_READ_BINARY_FILE_TEXT_INT8_INT8:
  case F_PG_READ_BINARY_FILE_TEXT_INT8_INT8_BOOL:
  case F_PG_LS_DIR_TEXT:
  case F_PG_LS_DIR_TEXT_BOOL_BOOL:
  case F_PG_STAT_FILE_TEXT:
  case F_PG_STAT_FILE_TEXT_BOOL:
  // the server itself: none of these is a write to a table, all of them change what others see
  case F_PG_BACKUP_START:
  case F_PG_CANCEL_BACKEND:
  case F_PG_CREATE_LOGICAL_REPLICATION_SLOT:
  case F_PG_CREATE_PHYSICAL_REPLICATION_SLOT:
  case F_PG_CREATE_RESTORE_POINT:
  case F_PG_DROP_REPLICATION_SLOT:
  case F_PG_IMPORT_SYSTEM_COLLATIONS:
  case F_PG_LOGICAL_EMIT_MESSAGE_BOOL_TEXT_BYTEA:
  case F_PG_LOGICAL_EMIT_MESSAGE_BOOL_TEXT_TEXT:
  case F_PG_LOGICAL_SLOT_GET_BINARY_CHANGES:
  case F_PG_LOGICAL_SLOT_GET_CHANGES:
  case F_PG_NOTIFY:
  case F_PG_PROMOTE:
  case F_PG_RELOAD_CONF:
  case F_PG_REPLICATION_SLOT_ADVANCE:
  case F_PG_ROTATE_LOGFILE:
  case F_PG_STAT_RESET:
  case F_PG_STAT_RESET_SHARED:
  case F_PG_STAT_RESET_SINGLE_FUNCTION_COUNTERS:
  case F_PG_STAT_RESET_SINGLE_TABLE_COUNTERS:
  case F_PG_SWITCH_WAL:
  case F_PG_TERMINATE_BACKEND:
  case F_PG_WAL_REPLAY_PAUSE:
  case F_PG_WAL_REPLAY_RESUME:
    return true;
  default:
    return false;
  }
}

} // namespace

void read_only_begin_statement() {
  if (!IsAbortedTransactionBlockState()) {
    XactReadOnly = true;
  }
}

void read_only_check_utility(Node* statement) {
  switch (nodeTag(statement)) {
  case T_TransactionStmt:
    check_transaction(reinterpret_cast<TransactionStmt*>(statement));
    break;
  case T_VariableSetStmt:
    check_set(reinterpret_cast<VariableSetStmt*>(statement));
    break;
  case T_ExplainStmt:
    check_explain(reinterpret_cast<ExplainStmt*>(statement));
    break;
  case T_CopyStmt:
    check_copy(reinterpret_cast<CopyStmt*>(statement));
    break;
  case T_VariableShowStmt:
  case T_ConstraintsSetStmt:
  case T_DeclareCursorStmt:
  case T_FetchStmt:
  case T_ClosePortalStmt:
  case T_PrepareStmt:
  case T_ExecuteStmt:
  case T_DeallocateStmt:
  case T_CallStmt:
  case T_DoStmt:
  case T_DiscardStmt:
    break;
  default:
    refuse_statement(statement);
  }
}

void read_only_check_function(Oid function) {
  if (is_refused_function(function)) {
    ereport(ERROR, (errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
                    errmsg("cannot execute function %s in a read-only session", get_func_name(function))));
  }
}

} // namespace studio::runner
