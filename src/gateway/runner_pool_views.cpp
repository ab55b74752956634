// What others may see and end: the running queries, the runners of a database.
#include <algorithm>

#include "gateway/clock.h"
#include "gateway/runner_pool.h"

namespace studio::gateway {

using channel::CancelReason;
using channel::SlotKind;

std::vector<TicketPtr> RunnerPool::all_tickets() const {
  std::vector<TicketPtr> found;
  for (const auto& runner : runners_) {
    if (runner->ticket()) {
      found.push_back(runner->ticket());
    }
    found.insert(found.end(), runner->pipelined().begin(), runner->pipelined().end());
  }
  found.insert(found.end(), queue_.begin(), queue_.end());
  return found;
}

TicketPtr RunnerPool::find(const core::Uuid& id) const {
  for (const TicketPtr& ticket : all_tickets()) {
    if (ticket->id == id) {
      return ticket;
    }
  }
  return nullptr;
}

std::vector<TicketPtr> RunnerPool::tickets(const core::Uuid& account) const {
  std::vector<TicketPtr> found = all_tickets();
  std::erase_if(found, [&](const TicketPtr& ticket) {
    return ticket->key.kind != SlotKind::runner || ticket->key.account != account;
  });
  return found;
}

std::optional<core::Error> RunnerPool::over_its_limits(const Ticket& ticket) {
  if (auto error = requests_.count(ticket.organization, ticket.key.account, ticket.limits, now_ms())) {
    return error;
  }
  const UsageLimits& limits = ticket.limits;
  if (limits.organization.concurrent_statements == 0 && limits.account.concurrent_statements == 0) {
    return std::nullopt;
  }
  Usage used{1, 1};
  for (const TicketPtr& other : all_tickets()) {
    bool is_user = other->key.kind == SlotKind::runner;
    used.organization += is_user && other->organization == ticket.organization ? 1 : 0;
    used.account += is_user && other->key.account == ticket.key.account ? 1 : 0;
  }
  return over_limit("statements at once", used, limits, &UsageLimit::concurrent_statements);
}

bool RunnerPool::is_serving_users() const {
  auto is_busy = [](const auto& runner) {
    return runner->key().kind == SlotKind::runner && runner->ticket() != nullptr;
  };
  return !queue_.empty() || std::any_of(runners_.begin(), runners_.end(), is_busy);
}

// SIGTERM goes first: a process that meets both ends then, and no block of the statement has caught the cancel before that.
void RunnerPool::terminate(const TicketPtr& ticket) {
  if (ticket->state == Ticket::State::running && ticket->runner != nullptr && ticket->runner->ticket() == ticket) {
    ticket->runner->terminate_running();
  }
  cancel(ticket, CancelReason::user);
}

void RunnerPool::keep_out_of(Oid database) {
  wanted_database_ = database;
  if (database == InvalidOid) {
    return;
  }
  for (const auto& runner : runners_) {
    bool is_idle = runner->state() == Runner::State::idle && runner->ticket() == nullptr && !runner->in_transaction();
    if (is_idle && runner->slot()->database == database) {
      runner->end();
    }
  }
}

void RunnerPool::retire(SlotKind kind) {
  for (const auto& runner : runners_) {
    if (runner->key().kind == kind && runner->ticket() == nullptr && runner->state() == Runner::State::idle) {
      runner->end();
    }
  }
}

void RunnerPool::shut_down() {
  is_shutting_down_ = true;
  for (const auto& runner : runners_) {
    if (runner->ticket()) {
      runner->cancel(CancelReason::shutdown);
    }
    runner->terminate();
  }
}

// All accounts together open at most so many sessions on the remote server.
bool RunnerPool::is_full(const RemoteTarget& target) const {
  auto open = std::count_if(runners_.begin(), runners_.end(), [&](const auto& runner) {
    return runner->key().remote && runner->key().remote->connection == target.connection;
  });
  return open >= target.pool_size;
}

} // namespace studio::gateway
