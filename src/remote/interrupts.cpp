#include "remote/interrupts.h"

#include <signal.h>
#include <time.h>

#include "core/error.h"
#include "core/sqlstate.h"
#include "pg/guard.h"

namespace studio::remote {

namespace {

using channel::CancelReason;

channel::Slot* slot = nullptr;
uint64 armed_sequence = 0;
int64 deadline_ms = 0;
bool is_past_deadline = false;
CancelReason reason = CancelReason::none;
// Written by the signal handler.
volatile sig_atomic_t signals = 0;

void handle_sigint(int) {
  int saved_errno = errno;
  signals = 1;
  SetLatch(MyLatch);
  errno = saved_errno;
}

// A mark of the gateway counts for its own sequence alone; a signal without one is pg_cancel_backend's.
bool is_meant_for_us() {
  if (pg_atomic_exchange_u32(&slot->cancel_signaled, 0) == 1) {
    return pg_atomic_read_u64(&slot->cancel_sequence) == armed_sequence;
  }
  return true;
}

void note_gateway_reason() {
  bool is_ours = pg_atomic_read_u64(&slot->cancel_sequence) == armed_sequence;
  reason = is_ours ? static_cast<CancelReason>(pg_atomic_read_u32(&slot->cancel_reason)) : CancelReason::user;
}

} // namespace

void install_signals(channel::Slot* of_slot) {
  slot = of_slot;
  pqsignal(SIGINT, handle_sigint);
  pqsignal(SIGTERM, die);
  pqsignal(SIGHUP, SignalHandlerForConfigReload);
}

void arm(uint64 sequence, int64 at_ms) {
  armed_sequence = sequence;
  deadline_ms = at_ms;
  is_past_deadline = false;
  reason = CancelReason::none;
  signals = 0;
  pg_atomic_write_u64(&slot->current_sequence, sequence);
  // The gateway writes cancel_sequence and then signals; we write current_sequence and then look: one of the two sees the other.
  pg_memory_barrier();
  if (pg_atomic_read_u64(&slot->cancel_sequence) == sequence) {
    signals = 1;
  }
}

void arm_time(int64 at_ms) {
  armed_sequence = UINT64_MAX; // no request's
  deadline_ms = at_ms;
  is_past_deadline = false;
  signals = 0;
}

void disarm() {
  armed_sequence = 0;
  deadline_ms = 0;
  signals = 0;
}

CancelReason cancel_reason() { return reason; }

bool was_cancelled(uint64 sequence) { return pg_atomic_read_u64(&slot->cancel_sequence) == sequence; }

bool take_cancel() {
  if (armed_sequence == 0) {
    return false;
  }
  if (signals != 0) {
    signals = 0;
    if (is_meant_for_us()) {
      note_gateway_reason();
      return true;
    }
  }
  if (deadline_ms != 0 && !is_past_deadline && now_ms() >= deadline_ms) {
    is_past_deadline = true;
    reason = CancelReason::timeout;
    return true;
  }
  return false;
}

void stop_where_cancelled() {
  if (take_cancel()) {
    throw core::Error(core::sqlstate::query_canceled, "canceling statement due to user request");
  }
}

long wait_limit_ms(long most) {
  if (deadline_ms == 0 || is_past_deadline) {
    return most;
  }
  int64 left = deadline_ms - now_ms();
  return static_cast<long>(left < 0 ? 0 : (left < most ? left : most));
}

int64 now_ms() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

void serve_interrupts() {
  if (ProcDiePending) {
    core::Error error(core::sqlstate::admin_shutdown, "terminating connection due to administrator command");
    error.severity = "FATAL";
    throw error;
  }
  pg::call([] {
    CHECK_FOR_INTERRUPTS();
    if (ConfigReloadPending) {
      ConfigReloadPending = false;
      ProcessConfigFile(PGC_SIGHUP);
    }
  });
}

} // namespace studio::remote
