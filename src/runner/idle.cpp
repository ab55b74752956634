#include "runner/idle.h"

#include "channel/claim.h"
#include "runner/session.h"

extern "C" {
#include "commands/async.h"
#include "storage/sinval.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
}

namespace studio::runner {

namespace {

using channel::ReceiveResult;

// What waits, is told, and times out as a client's session in the same state. Gives the milliseconds after which statistics
// should be offered again, 0 for never.
long enter_idle() {
  InvalidateCatalogSnapshotConditionally();
  if (IsTransactionOrTransactionBlock()) {
    bool is_aborted = IsAbortedTransactionBlockState();
    set_ps_display(is_aborted ? "idle in transaction (aborted)" : "idle in transaction");
    pgstat_report_activity(is_aborted ? STATE_IDLEINTRANSACTION_ABORTED : STATE_IDLEINTRANSACTION, nullptr);
    if (IdleInTransactionSessionTimeout > 0) {
      enable_timeout_after(IDLE_IN_TRANSACTION_SESSION_TIMEOUT, IdleInTransactionSessionTimeout);
    }
    return 0;
  }
  long again_ms = pgstat_report_stat(false);
  set_ps_display("idle");
  pgstat_report_activity(STATE_IDLE, nullptr);
  if (IdleSessionTimeout > 0) {
    enable_timeout_after(IDLE_SESSION_TIMEOUT, IdleSessionTimeout);
  }
  return again_ms;
}

void leave_idle() {
  if (get_timeout_active(IDLE_IN_TRANSACTION_SESSION_TIMEOUT)) {
    disable_timeout(IDLE_IN_TRANSACTION_SESSION_TIMEOUT, false);
  }
  if (get_timeout_active(IDLE_SESSION_TIMEOUT)) {
    disable_timeout(IDLE_SESSION_TIMEOUT, false);
  }
}

void serve_interrupts() {
  CHECK_FOR_INTERRUPTS();
  if (ConfigReloadPending) {
    ConfigReloadPending = false;
    ProcessConfigFile(PGC_SIGHUP);
  }
  if (catchupInterruptPending) {
    ProcessCatchupInterrupt();
  }
  if (notifyInterruptPending && !IsTransactionOrTransactionBlock()) {
    ProcessNotifyInterrupt(true);
  }
}

ReceiveResult receive(channel::Request* request) {
  ReceiveResult result = runner_receive(&session.end, session.message_context, request);
  if (result == ReceiveResult::detached) {
    proc_exit(0);
  }
  return result;
}

// A request may have come while the last one ran, or while the session started: it is taken without going idle in between.
bool take_next(channel::Request* request) {
  if (!channel::has_next_request(session.slot, request->header.sequence)) {
    return false;
  }
  serve_interrupts();
  MemoryContextSwitchTo(session.message_context);
  if (receive(request) != ReceiveResult::request) {
    return false;
  }
  if (!IsTransactionOrTransactionBlock()) {
    (void)pgstat_report_stat(false);
  }
  return true;
}

} // namespace

void idle_wait(channel::Request* request) {
  if (take_next(request)) {
    return;
  }
  long again_ms = enter_idle();
  // From here on the ring is looked at when the latch says so, not before: a look at an empty ring wakes the gateway, to tell
  // it what has been read.
  do {
    int events = WL_LATCH_SET | WL_EXIT_ON_PM_DEATH | (again_ms > 0 ? WL_TIMEOUT : 0);
    int happened = WaitLatch(MyLatch, events, again_ms, WAIT_EVENT_CLIENT_READ);
    ResetLatch(MyLatch);
    serve_interrupts();
    MemoryContextSwitchTo(session.message_context);
    if ((happened & WL_TIMEOUT) != 0) {
      again_ms = pgstat_report_stat(true);
      InvalidateCatalogSnapshotConditionally();
    }
  } while (receive(request) != ReceiveResult::request);
  leave_idle();
}

} // namespace studio::runner
