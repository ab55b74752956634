// A runner: the process that runs one role's SQL in one database and streams what it gives.
//
// Started by the gateway in a slot of the registry, bound to its (database, role, account) for life. Waits for a request,
// runs it, sends its frames, waits again; README.md draws the states. Knows neither HTTP nor who asks.
//
// Everything below is backend C: an error jumps to the sigsetjmp here over any frame in between, so no frame may hold an
// object with a destructor.
#include "channel/claim.h"
#include "pg/entry.h"
#include "pg/version.h"
#include "runner/analyze.h"
#include "runner/cancel.h"
#include "runner/effect.h"
#include "runner/explain.h"
#include "runner/export.h"
#include "runner/frames.h"
#include "runner/idle.h"
#include "runner/import.h"
#include "runner/live_plan.h"
#include "runner/messages.h"
#include "runner/reset.h"
#include "runner/rows_change.h"
#include "runner/rows_select.h"
#include "runner/session.h"
#include "runner/session_facts.h"
#include "runner/statements.h"
#include "runner/transaction.h"

extern "C" {
#include "jit/jit.h"
#include "libpq/libpq.h"
#include "storage/proc.h"
#include "utils/timeout.h"
}

#include <signal.h>

namespace studio::runner {

namespace {

using channel::EndStatus;
using channel::RequestKind;
using channel::RunnerState;

void begin_request() {
  const channel::RequestHeader& request = session.request.header;
  session.phase = Phase::running;
  session.statement = 0;
  session.status = EndStatus::ok;
  session.row_count = -1;
  session.has_changed_schema = false;
  session.hide_positions = false;
  session.named = nullptr;
  session.started_ns = monotonic_nanoseconds();
  pg_atomic_write_u32(&session.slot->state, static_cast<uint32>(RunnerState::busy));
  pg_atomic_fetch_add_u64(&session.slot->request_count, 1);
  SetCurrentStatementStartTimestamp();
  command_set_deadline(request.timeout_ms);
  session_show_request();
  session_force_encoding();
  if (request.kind != RequestKind::end_session) {
    send_begin();
  }
  cancel_arm(request.sequence);
}

void run_request() {
  switch (session.request.header.kind) {
  case RequestKind::query:
    run_query();
    break;
  case RequestKind::rows_select:
    run_rows_select();
    break;
  case RequestKind::rows_change:
    run_rows_change();
    break;
  case RequestKind::analyze:
    run_analyze();
    break;
  case RequestKind::explain:
    run_explain();
    break;
  case RequestKind::effect:
    run_effect();
    break;
  case RequestKind::file:
    run_export();
    break;
  case RequestKind::import_part:
    run_import();
    break;
  case RequestKind::end_session:
    // What is open is closed by the cleaning that follows: the request is unnamed.
    session.request.header.flags &= ~channel::request_flag::named_session;
    break;
  default:
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("a runner does not serve requests of this kind")));
  }
}

// Who cancels and is told that all is well would wonder: what was done stands. (Analyzing a text does nothing.)
void tell_late_cancel() {
  bool is_done = session.status == EndStatus::ok && session.request.header.kind == RequestKind::query && !is_bare();
  if (is_done && cancel_was_asked()) {
    send_own_notice("ST012", "the cancel request came too late",
                    "The statements had been done, and what they did stands.");
  }
}

// Leaves a session as the next request may find it and says `end`.
void finish_request() {
  session.phase = Phase::finishing;
  cancel_disarm();
  command_forget();
  live_plan_finish();
  tell_late_cancel();
  if (!is_named()) {
    if (IsTransactionOrTransactionBlock()) {
      transaction_abandon();
      if (session.request.header.kind != RequestKind::end_session) {
        send_own_notice("ST001", "the open transaction was rolled back",
                        "Name a session to keep a transaction open over several requests.");
      }
    }
    if (session_changed()) {
      reset_session();
    }
  }
  bool is_in_transaction = IsTransactionOrTransactionBlock();
  RunnerState state = is_in_transaction ? RunnerState::idle_in_transaction : RunnerState::idle;
  pg_atomic_write_u32(&session.slot->state, static_cast<uint32>(state));
  session_facts_publish();
  send_end(session_changed());
  session.phase = Phase::idle;
  if (!is_named() && session_is_spent()) {
    proc_exit(0);
  }
}

// PostgresMain's recovery, for errors of any depth.
void recover() {
  error_context_stack = nullptr;
  HOLD_INTERRUPTS();
  disable_all_timeouts(false);
  QueryCancelPending = false;
  pq_comm_reset();
  EmitErrorReport();
  debug_query_string = nullptr;
  AbortCurrentTransaction();
  PortalErrorCleanup();
  if (MyReplicationSlot != nullptr) {
    ReplicationSlotRelease();
  }
  pg::drop_temporary_replication_slots();
  jit_reset_after_error();
  MemoryContextSwitchTo(TopMemoryContext);
  FlushErrorState();
  command_forget();
  RESUME_INTERRUPTS();
  if (session.phase == Phase::finishing) {
    // The session could not be cleaned, so nobody may find it.
    send_end(true);
    proc_exit(1);
  }
}

[[noreturn]] void serve() {
  sigjmp_buf here;
  if (sigsetjmp(here, 1) != 0) {
    recover();
  }
  PG_exception_stack = &here;
  for (;;) {
    if (session.phase == Phase::running) {
      // Only an error leads here with a request still open.
      finish_request();
    }
    session.message_context = MessageContext; // a change of rows that failed has left its own
    MemoryContextSwitchTo(session.message_context);
    MemoryContextReset(session.message_context);
    idle_wait(&session.request);
    if (!channel::claim_request(session.slot, session.request.header.sequence)) {
      continue;
    }
    begin_request();
    run_request();
    finish_request();
  }
}

void arrange_signals() {
  pqsignal(SIGTERM, die);
  pqsignal(SIGHUP, SignalHandlerForConfigReload);
  cancel_install();
  BackgroundWorkerUnblockSignals();
}

} // namespace

[[noreturn]] void run(int slot_index) {
  channel::Registry* registry = channel::registry();
  uint64 generation = 0;
  memcpy(&generation, MyBgworkerEntry->bgw_extra, sizeof generation);
  if (registry == nullptr || slot_index < 0 || slot_index >= registry->slot_count) {
    proc_exit(0);
  }
  session.slot = &registry->slots[slot_index];
  session.phase = Phase::starting;
  channel::runner_attach(&session.end, session.slot, generation);
  channel::set_my_slot(session.slot);
  arrange_signals();
  frames_init();
  session_start();
  session.phase = Phase::idle;
  pg_atomic_write_u32(&session.slot->state, static_cast<uint32>(RunnerState::idle));
  send_ready();
  serve();
}

} // namespace studio::runner

STUDIO_WORKER(studio_runner_main) { studio::runner::run(DatumGetInt32(argument)); }
