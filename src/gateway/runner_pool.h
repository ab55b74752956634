// Finds, launches, queues for and retires runners: the gateway's scheduler.
//
// A request goes to its pinned runner (named session), else, where all processors are at work, behind another in the ring of
// a busy runner, else to an idle runner of its key, else to a new one; where the limit is reached, the least recently used idle runner gives way, then the least recently used named session outside a
// transaction; else the request queues, fair between accounts. Never waits: everything happens in poll().
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "gateway/lost_sessions.h"
#include "gateway/runner.h"
#include "gateway/ticket.h"

namespace studio::gateway {

struct SessionView {
  std::string name;
  core::Uuid connection;
  channel::TransactionState transaction;
  bool is_running;
  int64_t last_used_ms;
  int64_t transaction_since_ms;        // 0: none is open
  int64_t expires_at_ms;               // when it ends if it stays idle
  std::vector<std::string> savepoints; // of this cluster's databases; the outermost first
  int pid;                             // 0: not in this server
};

// A runner that is kept for a session, for whoever asks whether it still may be.
struct PinnedSession {
  RunnerKey key;
  std::string name;
  core::Uuid connection;
  bool has_writing_transaction;
};

class RunnerPool {
public:
  RunnerPool();

  // Takes the ticket; its consumer hears of it from poll() or, where it is refused at once, from within this call.
  void submit(const TicketPtr& ticket);
  // Ends the ticket: a queued one at once, a running one by SIGINT. The consumer hears of it as of any end.
  void cancel(const TicketPtr& ticket, channel::CancelReason reason);
  // The same, but a runner that has begun it is ended by SIGTERM: its session and transaction are lost.
  void terminate(const TicketPtr& ticket);
  // Looks at every ring, gives out what is free, and does what is due.
  void poll(int64_t now_ms);
  // When poll() must be called again though nothing wakes us; 0 = never.
  int64_t next_deadline_ms() const { return next_deadline_ms_; }

  TicketPtr find(const core::Uuid& id) const;
  std::vector<TicketPtr> tickets(const core::Uuid& account) const;
  std::vector<TicketPtr> all_tickets() const;
  std::vector<SessionView> sessions(const core::Uuid& account) const;
  std::vector<PinnedSession> pinned_sessions() const;
  // Ends the session, whatever it does.
  void end_session(const PinnedSession& session);
  // Ends sessions of that name (narrowed by a connection); returns how many there were.
  int end_sessions(const core::Uuid& account, const std::string& name, const core::Uuid* connection);

  // This database is about to be dropped or copied (0: none is): idle runners in it go, and none is launched there.
  void keep_out_of(Oid database);
  // Ends every idle runner of that kind; used when the extension has gone.
  void retire(channel::SlotKind kind);
  // Cancels all and lets go of all; the process ends.
  void shut_down();

  // Does a statement of a user run or wait?
  bool is_serving_users() const;
  // Called for each query of a user that was begun and is over, however it ended.
  void when_over(std::function<void(const Ticket& ticket)> call) { when_over_ = std::move(call); }

  int runner_limit() const { return runner_limit_; }
  int wanted_worker_processes() const;

private:
  Runner* pinned(const Ticket& ticket) const;
  std::optional<core::Error> session_refusal(const Ticket& ticket) const;
  bool is_queued(const Ticket& ticket) const;
  bool may_wait_behind_parts(const Ticket& ticket, const Runner* runner) const;
  void choose_session(Ticket& ticket) const;
  void make_way(const Ticket& ticket);
  bool refuse_without_session(const TicketPtr& ticket) const;
  void note_lost(const Runner& runner, std::string why);
  void end_session_of(Runner& runner, channel::CancelReason reason);
  bool place(const TicketPtr& ticket);
  std::optional<core::Error> over_its_limits(const Ticket& ticket);
  static void bound_time(Ticket& ticket);
  static core::Error cancelled_unbegun(channel::CancelReason reason);
  bool pipeline(const TicketPtr& ticket);
  void check_pipelined(int64_t now_ms);
  void cancel_pipelined(const TicketPtr& ticket, channel::CancelReason reason);
  void place_again(const std::vector<TicketPtr>& tickets);
  Runner* idle_runner(const RunnerKey& key) const;
  Runner* launch(const RunnerKey& key);
  channel::Slot* free_slot(channel::SlotKind kind) const;
  bool is_full(const RemoteTarget& target) const;
  bool give_way(const RunnerKey& key);
  void settle(int64_t now_ms);
  void finish(Runner& runner, int64_t now_ms);
  void lose(Runner& runner);
  void tell_over(const Ticket& ticket) const;
  void bury(int64_t now_ms);
  void serve_queue(int64_t now_ms);
  TicketPtr next_in_queue(const std::vector<bool>& tried) const;
  void tell_positions();
  void check_running(int64_t now_ms);
  void tell_running(Ticket& ticket, int64_t now_ms);
  void insist(Runner& runner, int64_t now_ms);
  void check_queue(int64_t now_ms);
  void check_idle(int64_t now_ms);
  void due(int64_t at_ms);
  int running(const core::Uuid& account) const;

  std::vector<std::unique_ptr<Runner>> runners_;
  std::vector<TicketPtr> queue_; // in the order of arrival
  std::function<void(const Ticket& ticket)> when_over_;
  RequestMeter requests_;
  LostSessions lost_sessions_;
  int runner_limit_;
  int processors_;
  Oid wanted_database_ = InvalidOid;
  bool is_shutting_down_ = false;
  int64_t next_deadline_ms_ = 0;
  int64_t retry_launch_ms_ = 0;
};

} // namespace studio::gateway
