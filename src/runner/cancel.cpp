#include "runner/cancel.h"

#include "runner/transaction.h"

#include <signal.h>

extern "C" {
#include "access/xlog.h"
#include "utils/timeout.h"
}

namespace studio::runner {

namespace {

using channel::CancelReason;

// Written outside and read inside the signal handler.
volatile sig_atomic_t is_armed = 0;
// Written inside the signal handler.
volatile sig_atomic_t reason = 0;
volatile sig_atomic_t timed_out = 0;

bool is_meant_for_current(const channel::Slot* slot) {
  return pg_atomic_read_u64(const_cast<pg_atomic_uint64*>(&slot->cancel_sequence)) ==
         pg_atomic_read_u64(const_cast<pg_atomic_uint64*>(&slot->current_sequence));
}

void take_gateway_reason(channel::Slot* slot) {
  reason = static_cast<sig_atomic_t>(pg_atomic_read_u32(&slot->cancel_reason));
}

void handle_sigint(int signal_number) {
  int saved_errno = errno;
  channel::Slot* slot = channel::my_slot();
  // A timeout of ours signals this very process; its indicator is set before it does so. Looked at first: two signals may
  // arrive as one, and then the timeout must not get lost in a cancel that came too late.
  bool by_timeout = get_timeout_indicator(STATEMENT_TIMEOUT, false);
  bool by_lock_timeout = get_timeout_indicator(LOCK_TIMEOUT, false);
  bool by_gateway = pg_atomic_exchange_u32(&slot->cancel_signaled, 0) == 1;
  bool acts = is_armed != 0;
  if (by_gateway && !is_meant_for_current(slot)) {
    by_gateway = false;
    acts = acts && (by_timeout || by_lock_timeout);
  }
  if (acts) {
    if (by_gateway) {
      take_gateway_reason(slot);
    }
    if (by_timeout) {
      timed_out = 1;
      if (command_is_past_deadline()) {
        reason = static_cast<sig_atomic_t>(CancelReason::timeout);
      }
    }
    StatementCancelHandler(signal_number);
  }
  errno = saved_errno;
}

// A block of PL/pgSQL may catch query_canceled and go on, for ever if it likes. A request that the gateway has cancelled, or
// whose time is over, is over: what catches the cancel meets the next one at once, where it caught the first.
void cancel_again(SubXactEvent event, SubTransactionId, SubTransactionId, void*) {
  if (event == SUBXACT_EVENT_ABORT_SUB && is_armed != 0 && reason != 0) {
    InterruptPending = true;
    QueryCancelPending = true;
  }
}

} // namespace

void cancel_install() {
  pqsignal(SIGINT, handle_sigint);
  RegisterSubXactCallback(cancel_again, nullptr);
}

void cancel_arm(uint64 sequence) {
  channel::Slot* slot = channel::my_slot();
  reason = 0;
  timed_out = 0;
  pg_atomic_write_u64(&slot->current_sequence, sequence);
  is_armed = 1;
  // The gateway writes cancel_sequence and then signals; we write current_sequence, arm, and then look. One of the two sees
  // the other.
  pg_memory_barrier();
  if (pg_atomic_read_u64(&slot->cancel_sequence) == sequence) {
    take_gateway_reason(slot);
    InterruptPending = true;
    QueryCancelPending = true;
  }
}

void cancel_disarm() {
  is_armed = 0;
  pg_compiler_barrier();
  // On a standby, inside a transaction, the flag may also stand for a conflict with recovery, which must be served.
  if (!IsTransactionOrTransactionBlock() || !RecoveryInProgress()) {
    QueryCancelPending = false;
  }
}

CancelReason cancel_reason() { return static_cast<CancelReason>(reason); }

bool cancel_was_asked() {
  channel::Slot* slot = channel::my_slot();
  return pg_atomic_read_u64(&slot->cancel_sequence) == pg_atomic_read_u64(&slot->current_sequence);
}

bool cancel_timed_out() { return timed_out != 0; }

} // namespace studio::runner
