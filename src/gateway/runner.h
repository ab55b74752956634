// The gateway's view of one runner: its slot, its rings, the ticket that it serves.
//
//   starting ──ready──► idle ──assign──► busy ──end──► idle …
//       └───────────── worker gone, rings detached ─────────► lost
//
// Owned by RunnerPool for one generation of a slot.
#pragma once

#include <deque>

#include "channel/gateway_end.h"
#include "gateway/ticket.h"
#include "pg/worker.h"

namespace studio::gateway {

// A request that has waited so long behind another is given to another runner.
constexpr int64_t pipelined_wait_ms = 3;

class Runner {
public:
  enum class State { starting, idle, busy, ending, lost };

  Runner(channel::Slot* slot, const RunnerKey& key) : slot_(slot), key_(key) {}
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  // Makes the rings and asks the postmaster for a worker. False where the server has no free worker slot.
  bool launch();
  // Gives it a ticket. A starting runner gets it too: it waits in the ring.
  void assign(const TicketPtr& ticket);
  // Is it so busy, and for so short a time, that another request may go into its ring behind the one that runs?
  bool takes_more(const Ticket& ticket) const;
  // Sends a ticket behind the one that runs (channel/claim.h). When that has ended, release() makes it the current one.
  void pipeline(const TicketPtr& ticket);
  // Takes back what the runner has not begun: the one, or all. A ticket that comes back belongs to no runner.
  bool take_back(const TicketPtr& ticket);
  std::vector<TicketPtr> take_all_back();
  // The current ticket, of a runner that has gone: true where it never began, so that another may run it.
  bool take_back_current();
  const std::deque<TicketPtr>& pipelined() const { return pipelined_; }
  // Sends what is waiting; frames of a starting runner are looked at here, those of a busy one by its consumer.
  void poll();
  // The next piece of the frames of the current ticket. `detached` means lost.
  channel::GatewayEnd::TakeResult take(channel::Piece& piece);
  // SIGINT for the current ticket, with the reason where the runner can read it.
  void cancel(channel::CancelReason reason);
  // Closes the rings: an idle runner then exits by itself. `terminate` sends SIGTERM as well.
  void end();
  void terminate();
  // SIGTERM while it runs; its last words (57P01) and its end come as of any lost runner.
  void terminate_running();

  // True once its process is gone (or was never there) and the slot may be used again.
  bool is_gone() const;

  channel::Slot* slot() const { return slot_; }
  const RunnerKey& key() const { return key_; }
  State state() const { return state_; }
  const TicketPtr& ticket() const { return ticket_; }
  // The current ticket's `end` has been taken: the pool may give it another.
  bool has_ended() const { return has_ended_; }
  // The current ticket is over; the next of the pipelined ones, if any, is the current one now.
  void release(int64_t now_ms);

  bool in_transaction() const { return transaction_ != channel::TransactionState::idle; }
  channel::TransactionState transaction() const { return transaction_; }
  // When the open transaction began; 0 where there is none.
  int64_t transaction_since_ms() const { return transaction_since_ms_; }
  const core::Error& failure() const { return failure_; }
  // It said itself why it went.
  bool has_last_words() const { return has_last_words_; }

  // The named session that it is pinned to; empty where it serves unnamed requests.
  std::string session;
  core::Uuid session_connection;
  bool session_may_write = false; // it has served a request that was not read-only
  bool retire_when_done = false;
  // Its consumer has stopped in the middle to let others have their turn: poll again at once.
  bool wants_turn = false;
  int64_t last_used_ms = 0;
  int64_t launched_at_ms = 0;
  int64_t ending_since_ms = 0;

private:
  void send(const TicketPtr& ticket);
  void make_current(const TicketPtr& ticket);
  void note_end(const channel::FrameHeader& header);
  void note_progress(const channel::FrameHeader& header);
  void note_for_history(const channel::Piece& piece);
  void watch_start();
  void hear_last_words();

  channel::Slot* slot_;
  RunnerKey key_;
  channel::GatewayEnd end_;
  BackgroundWorkerHandle* handle_ = nullptr;
  State state_ = State::starting;
  TicketPtr ticket_;
  std::deque<TicketPtr> pipelined_; // in the ring, behind ticket_
  bool is_up_ = false;              // it has said `ready`
  bool has_taken_back_ = false;     // something behind ticket_ will be passed over; nothing more goes behind it
  uint64_t sequence_ = 0;
  bool has_ended_ = false;
  channel::TransactionState transaction_ = channel::TransactionState::idle;
  int64_t transaction_since_ms_ = 0;
  bool has_last_words_ = false;
  core::Error failure_{"08006", "the runner ended before it answered"};
};

} // namespace studio::gateway
