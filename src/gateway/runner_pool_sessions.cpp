// Named sessions: who may go on with one, what is told of them, how they end and who is told why.
#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/runner_pool.h"
#include "pg/guard.h"
#include "pg/settings.h"

extern "C" {
#include "access/xlog.h"
}

namespace studio::gateway {

using channel::CancelReason;

namespace {

core::Error already_running(const std::string& session) {
  core::Error error(core::sqlstate::object_in_use, "session \"" + session + "\" is running another statement");
  error.with_hint("Wait until it has ended, cancel it, or use another session.");
  return error;
}

bool is_of_same_session(const Ticket& one, const Ticket& other) {
  return one.session == other.session && one.key == other.key && one.connection == other.connection;
}

SessionView view_of(const Runner& runner) {
  SessionView view{runner.session,
                   runner.session_connection,
                   runner.transaction(),
                   runner.ticket() != nullptr && !runner.ticket()->is_look,
                   runner.last_used_ms,
                   runner.transaction_since_ms(),
                   0,
                   {},
                   0};
  channel::Slot* slot = runner.slot();
  view.pid = runner.key().remote ? 0 : static_cast<int>(pg_atomic_read_u32(&slot->pid));
  std::string names(channel::savepoint_limit_bytes, '\0');
  SpinLockAcquire(&slot->mutex);
  int64_t own_limit_ms = slot->idle_limit_ms;
  int bytes = slot->savepoint_bytes;
  memcpy(names.data(), slot->savepoints, static_cast<size_t>(bytes));
  SpinLockRelease(&slot->mutex);
  view.expires_at_ms = view.last_used_ms + earlier(pg::settings.session_idle_timeout_ms, own_limit_ms);
  for (size_t at = 0; at < static_cast<size_t>(bytes);) {
    view.savepoints.emplace_back(names.c_str() + at);
    at += view.savepoints.back().size() + 1;
  }
  return view;
}

} // namespace

// Does a statement of its session wait?
bool RunnerPool::is_queued(const Ticket& ticket) const {
  return std::any_of(queue_.begin(), queue_.end(), [&](const TicketPtr& other) {
    return other.get() != &ticket && !other->is_look && is_of_same_session(*other, ticket);
  });
}

// A part of an import waits behind other parts of it: who sends a file sends the next part while one is taken.
bool RunnerPool::may_wait_behind_parts(const Ticket& ticket, const Runner* runner) const {
  constexpr int parts_that_wait = 3;
  auto is_part = [](const Ticket& other) { return other.kind == channel::RequestKind::import_part; };
  int waiting = 0;
  for (const TicketPtr& other : queue_) {
    if (!other->is_look && is_of_same_session(*other, ticket)) {
      waiting += is_part(*other) ? 1 : parts_that_wait;
    }
  }
  bool runs_other = runner != nullptr && runner->ticket() != nullptr && !is_part(*runner->ticket());
  return is_part(ticket) && !runs_other && waiting < parts_that_wait;
}

// A look goes into its session where that is idle or ends another look, else into none: it never makes anybody wait. On a
// standby nothing can have been made, and a cancel cannot be told from a conflict with recovery, which must end the transaction.
void RunnerPool::choose_session(Ticket& ticket) const {
  if (!ticket.is_look || ticket.session.empty()) {
    return;
  }
  const Runner* runner = pinned(ticket);
  bool is_free = runner != nullptr && (runner->ticket() == nullptr || runner->ticket()->is_look) &&
                 runner->transaction() != channel::TransactionState::failed && !is_queued(ticket);
  if (!is_free || pg::call([] { return RecoveryInProgress(); })) {
    ticket.session.clear();
  }
}

// Who uses a session does not wait for looks at it: the one that runs is cancelled, those that wait go elsewhere.
void RunnerPool::make_way(const Ticket& ticket) {
  if (ticket.session.empty() || ticket.is_look) {
    return;
  }
  for (const TicketPtr& other : queue_) {
    if (other->is_look && is_of_same_session(*other, ticket)) {
      other->session.clear();
    }
  }
  Runner* runner = pinned(ticket);
  if (runner != nullptr && runner->ticket() != nullptr && runner->ticket()->is_look) {
    cancel(runner->ticket(), CancelReason::user);
  }
}

std::optional<core::Error> RunnerPool::session_refusal(const Ticket& ticket) const {
  if (ticket.session.empty() || ticket.is_look) {
    return std::nullopt;
  }
  Runner* runner = pinned(ticket);
  bool is_busy = runner != nullptr && runner->ticket() != nullptr && !runner->ticket()->is_look;
  if ((is_busy || is_queued(ticket)) && !may_wait_behind_parts(ticket, runner)) {
    return already_running(ticket.session);
  }
  if (runner == nullptr && ticket.requires_session) {
    return lost_sessions_.error(ticket.key.account, ticket.connection.value_or(core::Uuid{}), ticket.session);
  }
  return std::nullopt;
}

// The session that it was to go on with has ended while it waited for a look to end: a new one would not be that.
bool RunnerPool::refuse_without_session(const TicketPtr& ticket) const {
  if (!ticket->requires_session) {
    return false;
  }
  ticket->state = Ticket::State::over;
  ticket->consumer->on_lost(
      lost_sessions_.error(ticket->key.account, ticket->connection.value_or(core::Uuid{}), ticket->session));
  return true;
}

void RunnerPool::note_lost(const Runner& runner, std::string why) {
  if (!runner.session.empty()) {
    lost_sessions_.note(runner.key().account, runner.session_connection, runner.session, std::move(why));
  }
}

std::vector<SessionView> RunnerPool::sessions(const core::Uuid& account) const {
  std::vector<SessionView> found;
  for (const auto& runner : runners_) {
    bool is_up = runner->state() == Runner::State::idle || runner->state() == Runner::State::busy;
    if (!runner->session.empty() && runner->key().account == account && is_up) {
      found.push_back(view_of(*runner));
    }
  }
  return found;
}

std::vector<PinnedSession> RunnerPool::pinned_sessions() const {
  std::vector<PinnedSession> found;
  for (const auto& runner : runners_) {
    bool is_up = runner->state() == Runner::State::idle || runner->state() == Runner::State::busy;
    if (!runner->session.empty() && is_up) {
      found.push_back({runner->key(), runner->session, runner->session_connection,
                       runner->session_may_write && runner->in_transaction()});
    }
  }
  return found;
}

void RunnerPool::end_session_of(Runner& runner, CancelReason reason) {
  note_lost(runner, reason == CancelReason::access_revoked ? "Access to the connection was revoked or changed."
                                                           : "It was ended on request.");
  if (runner.ticket() != nullptr) {
    // Its statement is cancelled and says so; the session ends with its runner, which is told to go after that.
    TicketPtr ticket = runner.ticket();
    cancel(ticket, reason);
    runner.session.clear();
    runner.retire_when_done = true;
  } else {
    runner.end();
  }
  due(now_ms() + 250);
}

void RunnerPool::end_session(const PinnedSession& session) {
  for (const auto& runner : runners_) {
    bool is_it = runner->session == session.name && runner->key() == session.key &&
                 runner->session_connection == session.connection;
    if (is_it && runner->state() != Runner::State::ending && runner->state() != Runner::State::lost) {
      end_session_of(*runner, CancelReason::access_revoked);
    }
  }
}

int RunnerPool::end_sessions(const core::Uuid& account, const std::string& name, const core::Uuid* connection) {
  int count = 0;
  for (const auto& runner : runners_) {
    bool is_it = runner->session == name && runner->key().account == account &&
                 (connection == nullptr || runner->session_connection == *connection);
    if (is_it && runner->state() != Runner::State::ending && runner->state() != Runner::State::lost) {
      count++;
      end_session_of(*runner, CancelReason::user);
    }
  }
  return count;
}

} // namespace studio::gateway
