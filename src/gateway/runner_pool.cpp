#include "gateway/runner_pool.h"

#include <unistd.h>

#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "pg/settings.h"

namespace studio::gateway {

using channel::CancelReason;
using channel::SlotKind;

namespace {

constexpr int64_t launch_retry_ms = 250;
constexpr int send_limit = 4; // of one request, to runners that go before they begin it

} // namespace

RunnerPool::RunnerPool()
    : runner_limit_(channel::possible_runners()), processors_(static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN))) {}

int RunnerPool::wanted_worker_processes() const { return channel::needed_worker_processes(); }

void RunnerPool::submit(const TicketPtr& ticket) {
  ticket->submitted_at_ms = now_ms();
  if (is_shutting_down_) {
    ticket->state = Ticket::State::over;
    ticket->consumer->on_lost(core::Error(core::sqlstate::admin_shutdown, "studio is shutting down"));
    return;
  }
  if (std::optional<core::Error> error = over_its_limits(*ticket)) {
    ticket->state = Ticket::State::over;
    ticket->consumer->on_lost(*error);
    return;
  }
  if (std::optional<core::Error> error = session_refusal(*ticket)) {
    ticket->state = Ticket::State::over;
    ticket->consumer->on_lost(*error);
    return;
  }
  make_way(*ticket);
  bool may_go_ahead = queue_.empty() || !ticket->session.empty() || ticket->key.kind != SlotKind::runner;
  if (may_go_ahead && place(ticket)) {
    return;
  }
  queue_.push_back(ticket);
  tell_positions();
  due(earlier(ticket->queue_deadline_ms, now_ms() + launch_retry_ms));
}

Runner* RunnerPool::pinned(const Ticket& ticket) const {
  for (const auto& runner : runners_) {
    if (runner->session == ticket.session && runner->key() == ticket.key &&
        runner->session_connection == ticket.connection.value_or(core::Uuid{}) &&
        (runner->state() == Runner::State::idle || runner->state() == Runner::State::busy ||
         runner->state() == Runner::State::starting)) {
      return runner.get();
    }
  }
  return nullptr;
}

bool RunnerPool::place(const TicketPtr& ticket) {
  bound_time(*ticket);
  choose_session(*ticket);
  if (pipeline(ticket)) {
    return true;
  }
  Runner* runner = ticket->session.empty() ? nullptr : pinned(*ticket);
  bool is_new = runner == nullptr;
  if (runner != nullptr && runner->ticket() != nullptr) {
    return false; // a look at the session, or the part of an import before this one, is about to end
  }
  if (is_new && refuse_without_session(ticket)) {
    return true;
  }
  if (runner == nullptr) {
    runner = idle_runner(ticket->key);
  }
  if (runner == nullptr) {
    runner = launch(ticket->key);
  }
  if (runner == nullptr) {
    give_way(ticket->key);
    return false;
  }
  if (!ticket->session.empty()) {
    lost_sessions_.forget(ticket->key.account, ticket->connection.value_or(core::Uuid{}), ticket->session);
    runner->session = ticket->session;
    runner->session_connection = ticket->connection.value_or(core::Uuid{});
    runner->session_may_write = runner->session_may_write || (ticket->flags & channel::request_flag::read_only) == 0;
    ticket->flags |= channel::request_flag::named_session | (is_new ? channel::request_flag::new_session : 0);
  }
  if (ticket->deadline_ms != 0) {
    due(ticket->deadline_ms);
  }
  runner->assign(ticket);
  return true;
}

void RunnerPool::bound_time(Ticket& ticket) {
  if (ticket.timeout_ms > 0 || pg::settings.max_statement_timeout_ms > 0) {
    // The runner's own statement_timeout comes first; this is for a session that has set it off.
    ticket.timeout_ms = static_cast<int32_t>(earlier(ticket.timeout_ms, pg::settings.max_statement_timeout_ms));
    ticket.deadline_ms = now_ms() + ticket.timeout_ms + 100;
  }
}

Runner* RunnerPool::idle_runner(const RunnerKey& key) const {
  // The most recently used one: its caches are warm, and the others grow old and go.
  Runner* best = nullptr;
  for (const auto& runner : runners_) {
    if (runner->state() == Runner::State::idle && runner->session.empty() && runner->key() == key &&
        runner->ticket() == nullptr && (best == nullptr || runner->last_used_ms > best->last_used_ms)) {
      best = runner.get();
    }
  }
  return best;
}

channel::Slot* RunnerPool::free_slot(SlotKind kind) const {
  channel::Registry* registry = channel::registry();
  int first = 0;
  int last = pg::settings.max_runners;
  if (kind != SlotKind::runner) {
    first = pg::settings.max_runners + (kind == SlotKind::service ? 0 : 1);
    last = first + 1;
  }
  for (int i = first; i < last && i < registry->slot_count; i++) {
    channel::Slot* slot = &registry->slots[i];
    bool is_held =
        std::any_of(runners_.begin(), runners_.end(), [&](const auto& runner) { return runner->slot() == slot; });
    if (!is_held && pg_atomic_read_u32(&slot->state) == static_cast<uint32>(channel::RunnerState::free)) {
      return slot;
    }
  }
  return nullptr;
}

Runner* RunnerPool::launch(const RunnerKey& key) {
  bool is_wanted = wanted_database_ != InvalidOid && key.database == wanted_database_;
  if (retry_launch_ms_ > now_ms() || is_wanted) {
    return nullptr;
  }
  auto same_kind = std::count_if(runners_.begin(), runners_.end(),
                                 [&](const auto& runner) { return runner->key().kind == key.kind; });
  if (same_kind >= (key.kind == SlotKind::runner ? runner_limit_ : 1)) {
    return nullptr;
  }
  channel::Slot* slot = free_slot(key.kind);
  if (slot == nullptr || (key.remote && is_full(*key.remote))) {
    return nullptr;
  }
  auto runner = std::make_unique<Runner>(slot, key);
  runner->last_used_ms = now_ms();
  if (!runner->launch()) {
    retry_launch_ms_ = now_ms() + launch_retry_ms;
    return nullptr;
  }
  runners_.push_back(std::move(runner));
  return runners_.back().get();
}

// Makes room for one more runner by ending one that nobody uses. One at a time: the queue is served again when it has gone.
// Where only the connection's own pool is full, one of that pool gives way.
bool RunnerPool::give_way(const RunnerKey& key) {
  const SlotKind kind = key.kind;
  if (kind != SlotKind::runner) {
    return false;
  }
  bool is_full_pool = key.remote && is_full(*key.remote);
  Runner* oldest = nullptr;
  for (const auto& runner : runners_) {
    bool is_of_pool = runner->key().remote && key.remote && runner->key().remote->connection == key.remote->connection;
    if (runner->key().kind != kind || (is_full_pool && !is_of_pool)) {
      continue;
    }
    if (runner->state() == Runner::State::ending) {
      return true;
    }
    bool may_go = runner->state() == Runner::State::idle && !runner->in_transaction();
    if (!may_go) {
      continue;
    }
    bool is_better =
        oldest == nullptr || (runner->session.empty() && !oldest->session.empty()) ||
        (runner->session.empty() == oldest->session.empty() && runner->last_used_ms < oldest->last_used_ms);
    if (is_better) {
      oldest = runner.get();
    }
  }
  if (oldest != nullptr) {
    note_lost(*oldest, "It was idle outside of a transaction, and another needed its place.");
    oldest->end();
  }
  return oldest != nullptr;
}

void RunnerPool::cancel(const TicketPtr& ticket, CancelReason reason) {
  if (ticket->state == Ticket::State::running && ticket->runner != nullptr) {
    if (ticket->runner->ticket() != ticket) {
      cancel_pipelined(ticket, reason);
    } else if (ticket->cancelled == CancelReason::none) {
      ticket->runner->cancel(reason);
      ticket->consumer->discard_rows();
    }
    return;
  }
  auto found = std::find(queue_.begin(), queue_.end(), ticket);
  if (found != queue_.end()) {
    queue_.erase(found);
    ticket->state = Ticket::State::over;
    ticket->consumer->on_lost(cancelled_unbegun(reason));
    tell_positions();
  }
}

void RunnerPool::poll(int64_t now) {
  next_deadline_ms_ = 0;
  for (size_t i = 0; i < runners_.size(); i++) {
    runners_[i]->wants_turn = false;
    runners_[i]->poll();
    if (runners_[i]->wants_turn) {
      due(now);
    }
  }
  settle(now);
  check_pipelined(now);
  serve_queue(now);
  check_running(now);
  check_queue(now);
  check_idle(now);
}

void RunnerPool::settle(int64_t now) {
  for (size_t i = 0; i < runners_.size(); i++) {
    Runner& runner = *runners_[i];
    while (runner.has_ended()) {
      finish(runner, now);
      runner.poll(); // what was pipelined may have ended too
    }
    if (runner.state() == Runner::State::lost) {
      lose(runner);
    }
  }
  bury(now);
}

void RunnerPool::finish(Runner& runner, int64_t now) {
  TicketPtr ticket = runner.ticket();
  runner.release(now);
  tell_over(*ticket);
  bool was_trial = runner.key().remote && runner.key().remote->is_trial;
  if (runner.state() == Runner::State::lost || runner.retire_when_done || was_trial) {
    runner.end();
  }
}

// Only what a user wrote: not our own questions, nor a page of rows.
void RunnerPool::tell_over(const Ticket& ticket) const {
  bool is_tried = (ticket.flags & channel::request_flag::dry_run) != 0;
  bool is_run = is_tried || ticket.kind == channel::RequestKind::query ||
                ticket.kind == channel::RequestKind::explain || ticket.kind == channel::RequestKind::file ||
                ticket.kind == channel::RequestKind::import_part;
  bool is_asked =
      ticket.key.kind == SlotKind::runner && ticket.connection && (ticket.flags & channel::request_flag::bare) == 0;
  if (is_run && is_asked && when_over_) {
    when_over_(ticket);
  }
}

void RunnerPool::lose(Runner& runner) {
  // What it never began (it went after a statement that leaves nothing behind, say) another runner runs.
  std::vector<TicketPtr> unbegun = runner.take_all_back();
  while (TicketPtr ticket = runner.ticket()) {
    bool may_go_again = runner.session.empty() && ticket->cancelled == CancelReason::none &&
                        ticket->times_sent < send_limit && runner.take_back_current();
    runner.release(now_ms());
    if (may_go_again) {
      unbegun.insert(unbegun.begin(), ticket);
    } else {
      if (ticket->end.error_code.empty()) {
        ticket->end.error_code = runner.failure().code;
        ticket->end.error_message = runner.failure().message;
      }
      tell_over(*ticket);
      ticket->consumer->on_lost(runner.failure());
    }
  }
  note_lost(runner,
            runner.has_last_words() ? "It was told: " + runner.failure().message + "." : "Its process has ended.");
  runner.session.clear();
  if (runner.ending_since_ms == 0) {
    runner.end();
  }
  place_again(unbegun);
}

void RunnerPool::bury(int64_t now) {
  for (size_t i = 0; i < runners_.size();) {
    Runner& runner = *runners_[i];
    bool is_over = runner.state() == Runner::State::lost || runner.state() == Runner::State::ending;
    if (is_over && runner.ticket() == nullptr && runner.is_gone()) {
      runners_.erase(runners_.begin() + static_cast<long>(i));
      continue;
    }
    if (is_over) {
      // It goes by itself when it looks at its rings; one that runs on is told once.
      if (runner.ending_since_ms != 0 && now - runner.ending_since_ms > 2000) {
        runner.terminate();
      }
      due(now + 250);
    }
    i++;
  }
}

int RunnerPool::running(const core::Uuid& account) const {
  return static_cast<int>(std::count_if(runners_.begin(), runners_.end(), [&](const auto& runner) {
    return runner->ticket() != nullptr && runner->key().account == account && runner->key().kind == SlotKind::runner;
  }));
}

// Fair between accounts: whoever has the fewest requests running is next; among equals the oldest request.
TicketPtr RunnerPool::next_in_queue(const std::vector<bool>& tried) const {
  TicketPtr best;
  int fewest = 0;
  for (size_t i = 0; i < queue_.size(); i++) {
    if (tried[i]) {
      continue;
    }
    int count = queue_[i]->key.kind == SlotKind::runner ? running(queue_[i]->key.account) : 0;
    if (!best || count < fewest) {
      best = queue_[i];
      fewest = count;
    }
  }
  return best;
}

void RunnerPool::serve_queue(int64_t now) {
  if (queue_.empty()) {
    return;
  }
  bool has_moved = false;
  std::vector<bool> tried(queue_.size(), false);
  for (;;) {
    TicketPtr ticket = next_in_queue(tried);
    if (!ticket) {
      break;
    }
    auto at = std::find(queue_.begin(), queue_.end(), ticket);
    ticket->flags |= channel::request_flag::flush_begin;
    if (place(ticket)) {
      tried.erase(tried.begin() + (at - queue_.begin()));
      queue_.erase(at);
      has_moved = true;
    } else {
      tried[static_cast<size_t>(at - queue_.begin())] = true;
    }
  }
  if (has_moved) {
    tell_positions();
  }
  if (!queue_.empty()) {
    due(now + launch_retry_ms);
  }
}

// Who is told may turn out to be gone, which takes his tickets out of the queue and tells all others anew, from in here.
void RunnerPool::tell_positions() {
  for (size_t i = 0; i < queue_.size(); i++) {
    TicketPtr ticket = queue_[i];
    int position = static_cast<int>(i) + 1;
    if (ticket->position != position) {
      ticket->position = position;
      ticket->consumer->on_queued(position);
    }
  }
}

void RunnerPool::due(int64_t at) { next_deadline_ms_ = earlier(next_deadline_ms_, at); }

} // namespace studio::gateway
