// Short requests behind one another in the rings of busy runners, so that a runner goes from one to the next without
// sleeping in between: on a busy machine that saves a third of a small statement. What waits longer than a short statement
// takes is taken back and goes to another runner (channel/claim.h).
#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/runner_pool.h"

namespace studio::gateway {

using channel::CancelReason;
using channel::SlotKind;

// While a processor may be free, another process is quicker. A request that was taken back once is not sent behind another
// again: whatever made it wait is still there.
bool RunnerPool::pipeline(const TicketPtr& ticket) {
  bool may_be = ticket->session.empty() && ticket->key.kind == SlotKind::runner && !ticket->key.remote &&
                ticket->times_sent == 0 && ticket->key.database != wanted_database_;
  if (!may_be) {
    return false;
  }
  int busy = 0;
  Runner* best = nullptr;
  for (const auto& runner : runners_) {
    if (runner->state() != Runner::State::busy || runner->key() != ticket->key) {
      continue;
    }
    busy++;
    bool is_better = best == nullptr || runner->pipelined().size() < best->pipelined().size();
    if (is_better && runner->takes_more(*ticket)) {
      best = runner.get();
    }
  }
  if (busy < processors_ || best == nullptr) {
    return false;
  }
  best->pipeline(ticket);
  due(now_ms() + pipelined_wait_ms);
  return true;
}

void RunnerPool::check_pipelined(int64_t now) {
  std::vector<TicketPtr> waited;
  for (const auto& runner : runners_) {
    if (runner->pipelined().empty()) {
      continue;
    }
    int64_t until = runner->pipelined().front()->started_at_ms + pipelined_wait_ms;
    if (now < until) {
      due(until);
    } else {
      std::vector<TicketPtr> taken = runner->take_all_back();
      waited.insert(waited.end(), taken.begin(), taken.end());
    }
  }
  place_again(waited);
}

// Before all that is queued: they had their place already.
void RunnerPool::place_again(const std::vector<TicketPtr>& tickets) {
  std::vector<TicketPtr> left;
  std::copy_if(tickets.begin(), tickets.end(), std::back_inserter(left),
               [this](const TicketPtr& ticket) { return !place(ticket); });
  if (!left.empty()) {
    queue_.insert(queue_.begin(), left.begin(), left.end());
    tell_positions();
    due(now_ms());
  }
}

// What a request is told that is cancelled before it begins; one that runs is told the same by its runner.
core::Error RunnerPool::cancelled_unbegun(CancelReason reason) {
  switch (reason) {
  case CancelReason::access_revoked:
    return core::Error(core::sqlstate::insufficient_privilege,
                       "canceling statement because access to the connection was revoked");
  case CancelReason::shutdown:
    return core::Error(core::sqlstate::admin_shutdown, "canceling statement because studio is shutting down");
  default:
    return core::Error(core::sqlstate::query_canceled, "canceling statement due to user request");
  }
}

void RunnerPool::cancel_pipelined(const TicketPtr& ticket, CancelReason reason) {
  if (ticket->runner->take_back(ticket)) {
    ticket->state = Ticket::State::over;
    ticket->consumer->on_lost(cancelled_unbegun(reason));
    return;
  }
  // It has begun, and its end will be seen when that of the one before has been: it is cancelled then.
  ticket->cancelled = reason;
  ticket->consumer->discard_rows();
}

} // namespace studio::gateway
