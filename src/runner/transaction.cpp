#include "runner/transaction.h"

#include "runner/session.h"

extern "C" {
#include "nodes/parsenodes.h"
#include "storage/proc.h"
#include "utils/timeout.h"
}

namespace studio::runner {

namespace {

constexpr int64 nanoseconds_per_millisecond = 1000000;

bool is_open = false;
int64 deadline_ns = 0; // 0 = none

// The statement timeout in force now, in milliseconds; 0 = none.
int allowed_ms() {
  int allowed = StatementTimeout;
#if PG_VERSION_NUM >= 170000
  if (TransactionTimeout > 0 && TransactionTimeout <= allowed) {
    allowed = 0; // the transaction's own timeout comes first and is PostgreSQL's business
  }
#endif
  if (deadline_ns > 0) {
    int64 left =
        (deadline_ns - monotonic_nanoseconds() + nanoseconds_per_millisecond - 1) / nanoseconds_per_millisecond;
    left = Max(left, 1);
    if (allowed == 0 || left < allowed) {
      allowed = static_cast<int>(left);
    }
  }
  return allowed;
}

// Those that PostgreSQL lets through in an aborted transaction. The list is exact: any other transaction statement there
// (a SAVEPOINT, say) is a fatal error deep in xact.c.
bool ends_transaction(Node* statement) {
  if (statement == nullptr || !IsA(statement, TransactionStmt)) {
    return false;
  }
  switch (reinterpret_cast<TransactionStmt*>(statement)->kind) {
  case TRANS_STMT_COMMIT:
  case TRANS_STMT_PREPARE:
  case TRANS_STMT_ROLLBACK:
  case TRANS_STMT_ROLLBACK_TO:
    return true;
  default:
    return false;
  }
}

} // namespace

void command_start() {
  if (!is_open) {
    StartTransactionCommand();
    is_open = true;
  }
  if (get_timeout_active(STATEMENT_TIMEOUT)) {
    return;
  }
  int allowed = allowed_ms();
  if (allowed > 0) {
    enable_timeout_after(STATEMENT_TIMEOUT, allowed);
  }
}

void command_pause() {
  if (get_timeout_active(STATEMENT_TIMEOUT)) {
    disable_timeout(STATEMENT_TIMEOUT, false);
  }
}

void command_finish() {
  command_pause();
  if (is_open) {
    CommitTransactionCommand();
    is_open = false;
  }
}

void command_forget() { is_open = false; }

void command_set_deadline(int timeout_ms) {
  deadline_ns = timeout_ms > 0 ? session.started_ns + timeout_ms * nanoseconds_per_millisecond : 0;
}

bool command_is_past_deadline() {
  return deadline_ns > 0 && monotonic_nanoseconds() >= deadline_ns - nanoseconds_per_millisecond;
}

void transaction_abandon() {
  AbortOutOfAnyTransaction();
  is_open = false;
  MemoryContextSwitchTo(session.message_context);
}

void transaction_check(Node* statement) {
  if (IsAbortedTransactionBlockState() && !ends_transaction(statement)) {
    ereport(ERROR, (errcode(ERRCODE_IN_FAILED_SQL_TRANSACTION),
                    errmsg("current transaction is aborted, commands ignored until end of transaction block"),
                    MyProc->recoveryConflictPending ? errdetail("Abort reason: recovery conflict") : 0));
  }
}

} // namespace studio::runner
