// What is due: timeouts, slow readers, cancels that were not heard, the queue's time, runners and sessions grown old.
#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/runner_pool.h"
#include "pg/settings.h"

namespace studio::gateway {

using channel::CancelReason;
using channel::SlotKind;

namespace {

constexpr int64_t insist_interval_ms = 500;
constexpr int insist_limit = 10;
constexpr int64_t tells_running_after_ms = 500;

} // namespace

void RunnerPool::check_running(int64_t now) {
  for (const auto& runner : runners_) {
    const TicketPtr ticket = runner->ticket();
    if (!ticket || runner->key().kind != SlotKind::runner) {
      continue;
    }
    tell_running(*ticket, now);
    if (ticket->cancelled != CancelReason::none) {
      insist(*runner, now);
      continue;
    }
    int64_t stalled = ticket->consumer->stalled_ms(now);
    if (stalled > pg::settings.client_stall_timeout_ms) {
      cancel(ticket, CancelReason::client_stalled);
    } else if (stalled > 0) {
      due(now + pg::settings.client_stall_timeout_ms - stalled + 1);
    }
    if (ticket->deadline_ms != 0) {
      if (now >= ticket->deadline_ms) {
        cancel(ticket, CancelReason::timeout);
      } else {
        due(ticket->deadline_ms);
      }
    }
  }
}

void RunnerPool::tell_running(Ticket& ticket, int64_t now) {
  if (ticket.has_told_running) {
    return;
  }
  if (now - ticket.started_at_ms < tells_running_after_ms) {
    due(ticket.started_at_ms + tells_running_after_ms);
    return;
  }
  ticket.has_told_running = true;
  ticket.consumer->on_running(ticket.id);
}

// A statement may catch the cancel (an exception handler in a loop): it is told again, and in the end its session is ended.
void RunnerPool::insist(Runner& runner, int64_t now) {
  const TicketPtr ticket = runner.ticket();
  if (now - ticket->cancelled_at_ms < insist_interval_ms) {
    due(ticket->cancelled_at_ms + insist_interval_ms);
  } else if (ticket->cancel_count < insist_limit) {
    runner.cancel(ticket->cancelled);
    due(now + insist_interval_ms);
  } else {
    runner.terminate_running();
    due(now + insist_interval_ms);
  }
}

void RunnerPool::check_queue(int64_t now) {
  for (size_t i = 0; i < queue_.size();) {
    TicketPtr ticket = queue_[i];
    if (ticket->queue_deadline_ms == 0 || now < ticket->queue_deadline_ms) {
      due(ticket->queue_deadline_ms);
      i++;
      continue;
    }
    queue_.erase(queue_.begin() + static_cast<long>(i));
    ticket->state = Ticket::State::over;
    core::Error error(core::sqlstate::no_runner, "no runner became free");
    error.with_detail("Runners in use: " + std::to_string(runner_limit_) + ".");
    error.with_hint("Try again, cancel a running query, or raise studio.max_runners and max_worker_processes.");
    error.retry_after_s = 1;
    ticket->consumer->on_lost(error);
    tell_positions();
  }
}

void RunnerPool::check_idle(int64_t now) {
  for (const auto& runner : runners_) {
    if (runner->state() != Runner::State::idle || runner->ticket() != nullptr ||
        runner->key().kind == SlotKind::service) {
      continue;
    }
    int64_t limit =
        runner->session.empty() ? pg::settings.runner_idle_timeout_ms : pg::settings.session_idle_timeout_ms;
    int64_t life = runner->key().remote && runner->session.empty() ? pg::settings.remote_session_life_ms : 0;
    bool is_old = life > 0 && now - runner->launched_at_ms >= life;
    if (is_old || now - runner->last_used_ms >= limit) {
      note_lost(*runner, "It was idle for longer than studio.session_idle_timeout allows.");
      runner->end();
      due(now + 250);
    } else {
      due(runner->last_used_ms + limit);
    }
  }
}

} // namespace studio::gateway
