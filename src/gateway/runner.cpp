#include "gateway/runner.h"

#include <signal.h>

#include <algorithm>

#include "channel/claim.h"
#include "gateway/clock.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;
using channel::GatewayEnd;
using channel::RunnerState;
using channel::SlotKind;

namespace {

// Of the request that runs and of each behind it. Twice as many as may be pipelined, and the one that runs, fit into the ring
// (those taken back lie there until they are passed over), so that a pipelined request never waits outside it, half sent.
constexpr size_t pipelined_limit_bytes = 8 * 1024;
static_assert((2 * channel::pipeline_limit + 1) * pipelined_limit_bytes < channel::request_ring_bytes - 1024);

const char* entry_point(const RunnerKey& key) {
  if (key.remote) {
    return "studio_remote_main";
  }
  return key.kind == SlotKind::runner ? "studio_runner_main" : "studio_service_main";
}

const char* worker_name(const RunnerKey& key) {
  if (key.remote) {
    return "studio remote runner";
  }
  switch (key.kind) {
  case SlotKind::service:
    return "studio service runner";
  case SlotKind::credential:
    return "studio credential runner";
  default:
    return "studio runner";
  }
}

channel::AccountId account_id(const core::Uuid& uuid) {
  channel::AccountId id;
  memcpy(id.bytes, uuid.bytes.data(), sizeof id.bytes);
  return id;
}

} // namespace

Runner::~Runner() {
  end_.close();
  if (handle_ != nullptr) {
    pg::forget_worker(handle_);
  }
}

bool Runner::launch() {
  SpinLockAcquire(&slot_->mutex);
  slot_->kind = key_.kind;
  slot_->database = key_.database;
  slot_->role = key_.role;
  slot_->account = account_id(key_.account);
  slot_->setup_bytes = static_cast<int>(key_.setup.size());
  memcpy(slot_->setup, key_.setup.data(), key_.setup.size());
  slot_->request_account = channel::AccountId{};
  slot_->request_id[0] = '\0';
  slot_->idle_limit_ms = 0;
  slot_->savepoint_bytes = 0;
  SpinLockRelease(&slot_->mutex);
  pg_atomic_write_u64(&slot_->current_sequence, 0);
  pg_atomic_write_u64(&slot_->cancel_sequence, 0);
  pg_atomic_write_u32(&slot_->cancel_signaled, 0);
  pg_atomic_write_u64(&slot_->request_count, 0);
  channel::forget_claims(slot_);
  uint64 generation = channel::begin_generation(slot_);
  end_.open(slot_);
  pg_atomic_write_u32(&slot_->state, static_cast<uint32>(RunnerState::starting));

  int index = static_cast<int>(slot_ - channel::registry()->slots);
  handle_ = pg::launch_worker({entry_point(key_), worker_name(key_), -1, index, generation});
  if (handle_ == nullptr) {
    end_.close();
    pg_atomic_write_u32(&slot_->state, static_cast<uint32>(RunnerState::free));
    state_ = State::lost;
    return false;
  }
  end_.watch(handle_);
  launched_at_ms = now_ms();
  if (key_.remote) {
    // Before any ticket; the empty ring takes it whole.
    Ticket connect;
    connect.kind = channel::RequestKind::connect;
    connect.text = key_.remote->grant;
    end_.send(request_bytes(connect));
    end_.push();
  }
  return true;
}

void Runner::assign(const TicketPtr& ticket) {
  make_current(ticket); // first: the service runner reads there whom it serves
  send(ticket);
}

void Runner::send(const TicketPtr& ticket) {
  ticket->runner = this;
  ticket->state = Ticket::State::running;
  ticket->sequence = ++sequence_;
  ticket->started_at_ms = now_ms();
  ticket->times_sent++;
  end_.send(request_bytes(*ticket));
  ticket->text.shrink_to_fit();
  if (ticket->kind == channel::RequestKind::import_part && !ticket->session.empty()) {
    ticket->parameters = {}; // megabytes, and what is of a session goes to no other runner
  }
  pg_atomic_write_u64(&slot_->sent_sequence, ticket->sequence);
  // Where the runner has gone, poll() finds out when it has read the last that came.
  end_.push();
}

void Runner::make_current(const TicketPtr& ticket) {
  ticket_ = ticket;
  ticket_->started_at_ms = now_ms();
  ticket_->begun_us = now_us();
  has_ended_ = false;
  has_taken_back_ = false;
  if (state_ == State::idle) {
    state_ = State::busy;
  }
  SpinLockAcquire(&slot_->mutex);
  slot_->request_account = account_id(ticket->request_account);
  ticket->id.write(slot_->request_id);
  slot_->request_id[core::Uuid::text_bytes] = '\0';
  slot_->request_started_at = GetCurrentTimestamp();
  SpinLockRelease(&slot_->mutex);
}

bool Runner::takes_more(const Ticket& ticket) const {
  return state_ == State::busy && ticket_ != nullptr && !has_ended_ && !has_taken_back_ && !retire_when_done &&
         session.empty() && !in_transaction() && ticket_->cancelled == channel::CancelReason::none &&
         pipelined_.size() < channel::pipeline_limit && end_.has_sent() && ticket_->bytes() <= pipelined_limit_bytes &&
         ticket.bytes() <= pipelined_limit_bytes && now_ms() - ticket_->started_at_ms < pipelined_wait_ms;
}

void Runner::pipeline(const TicketPtr& ticket) {
  send(ticket);
  pipelined_.push_back(ticket);
}

bool Runner::take_back_current() {
  return key_.kind == SlotKind::runner && is_up_ && ticket_ != nullptr &&
         channel::take_back_request(slot_, ticket_->sequence);
}

bool Runner::take_back(const TicketPtr& ticket) {
  auto found = std::find(pipelined_.begin(), pipelined_.end(), ticket);
  if (found == pipelined_.end() || !channel::take_back_request(slot_, ticket->sequence)) {
    return false;
  }
  pipelined_.erase(found);
  has_taken_back_ = true;
  ticket->runner = nullptr;
  ticket->state = Ticket::State::queued;
  return true;
}

std::vector<TicketPtr> Runner::take_all_back() {
  std::vector<TicketPtr> taken;
  for (const TicketPtr& ticket : std::vector<TicketPtr>(pipelined_.begin(), pipelined_.end())) {
    if (take_back(ticket)) {
      taken.push_back(ticket);
    }
  }
  return taken;
}

void Runner::poll() {
  if (state_ == State::ending || state_ == State::lost) {
    return;
  }
  if (end_.push() == GatewayEnd::PushResult::detached && state_ == State::idle) {
    hear_last_words();
    state_ = State::lost;
    return;
  }
  if (state_ == State::starting) {
    watch_start();
  } else if (state_ == State::idle) {
    // Nothing is due from an idle runner: all that can come is that it is gone. The rings are not looked at: that would
    // tell it what has been read, and wake it for nothing.
    if (pg_atomic_read_u32(&slot_->pid) == 0) {
      hear_last_words();
      state_ = State::lost;
    }
  }
  if (state_ == State::busy && !has_ended_) {
    ticket_->consumer->on_readable(*this);
  }
}

// A runner that could not connect says why in an error frame of sequence 0 (role may not log in, no such database …).
void Runner::watch_start() {
  channel::Piece piece;
  std::string text;
  for (;;) {
    GatewayEnd::TakeResult result = end_.take(piece);
    if (result == GatewayEnd::TakeResult::nothing) {
      return;
    }
    if (result == GatewayEnd::TakeResult::detached) {
      state_ = State::lost;
      return;
    }
    if (piece.header.kind == FrameKind::ready) {
      is_up_ = true;
      state_ = ticket_ ? State::busy : State::idle;
      return;
    }
    if (piece.header.kind == FrameKind::error) {
      text.append(piece.payload, piece.bytes);
      if (!piece.header.more) {
        failure_ = wire::read_error(text);
        state_ = State::lost;
        return;
      }
    }
  }
}

// The FATAL error that ended an idle session: its timeout, an administrator.
void Runner::hear_last_words() {
  channel::Piece piece;
  std::string text;
  while (end_.is_open() && end_.take(piece) == GatewayEnd::TakeResult::piece) {
    if (piece.header.kind != FrameKind::error) {
      continue;
    }
    text.append(piece.payload, piece.bytes);
    if (!piece.header.more) {
      failure_ = wire::read_error(text);
      has_last_words_ = true;
      text.clear();
    }
  }
}

GatewayEnd::TakeResult Runner::take(channel::Piece& piece) {
  for (;;) {
    if (!end_.is_open()) {
      return GatewayEnd::TakeResult::detached;
    }
    GatewayEnd::TakeResult result = end_.take(piece);
    if (result == GatewayEnd::TakeResult::detached) {
      state_ = State::lost;
      return result;
    }
    if (result == GatewayEnd::TakeResult::nothing) {
      return result;
    }
    if (ticket_ == nullptr || piece.header.sequence != ticket_->sequence) {
      // A fatal error that no request asked for (pg_terminate_backend on an idle runner), or a late frame.
      continue;
    }
    note_progress(piece.header);
    note_for_history(piece);
    note_end(piece.header);
    return result;
  }
}

void Runner::note_progress(const channel::FrameHeader& header) {
  if (header.more) {
    return;
  }
  if (header.kind == FrameKind::rows) {
    ticket_->rows_so_far += header.row_count;
  } else if (header.kind == FrameKind::complete) {
    ticket_->statements_done++;
  }
}

// The gateway reads no result; of a query it keeps the first error and what its end says.
void Runner::note_for_history(const channel::Piece& piece) {
  if (piece.header.kind == FrameKind::error && ticket_->end.error_code.empty() && key_.kind == SlotKind::runner) {
    ticket_->error_text.append(piece.payload, piece.bytes);
    if (!piece.header.more) {
      ticket_->end.error_code = piece.header.sqlstate;
      ticket_->end.error_message = wire::read_error(ticket_->error_text).message;
      ticket_->error_text.clear();
    }
  } else if (piece.header.kind == FrameKind::copy) {
    ticket_->end.has_copied_out = true;
  } else if (piece.header.kind == FrameKind::file) {
    ticket_->end.has_copied_out = true;
    ticket_->file_rows = piece.header.row_count;
    ticket_->file_bytes += static_cast<int64_t>(piece.bytes);
  } else if (piece.header.kind == FrameKind::end && !piece.header.more) {
    ticket_->end.status = piece.header.end_status;
    ticket_->end.row_count = piece.header.row_count;
    ticket_->end.has_changed_schema = piece.header.schema_changed != 0;
    ticket_->end.duration_us = now_us() - ticket_->begun_us;
  }
}

void Runner::note_end(const channel::FrameHeader& header) {
  if (header.more) {
    return;
  }
  bool is_service = key_.kind != SlotKind::runner;
  if (header.kind == FrameKind::end ||
      (is_service && (header.kind == FrameKind::answer || header.kind == FrameKind::error))) {
    has_ended_ = true;
    transaction_ = header.kind == FrameKind::end ? header.transaction : channel::TransactionState::idle;
    if (!in_transaction()) {
      transaction_since_ms_ = 0;
    } else if (transaction_since_ms_ == 0) {
      transaction_since_ms_ = ticket_->started_at_ms;
    }
  }
}

void Runner::release(int64_t now) {
  ticket_->state = Ticket::State::over;
  ticket_->runner = nullptr;
  ticket_.reset();
  has_ended_ = false;
  last_used_ms = now;
  if (!pipelined_.empty()) {
    TicketPtr next = pipelined_.front();
    pipelined_.pop_front();
    make_current(next);
    if (next->cancelled != channel::CancelReason::none) {
      cancel(next->cancelled);
    }
  } else if (state_ == State::busy) {
    state_ = State::idle;
  }
}

void Runner::cancel(channel::CancelReason reason) {
  if (ticket_ == nullptr || has_ended_) {
    return;
  }
  ticket_->cancelled = reason;
  ticket_->cancelled_at_ms = now_ms();
  ticket_->cancel_count++;
  pg_atomic_write_u32(&slot_->cancel_reason, static_cast<uint32>(reason));
  pg_atomic_write_u64(&slot_->cancel_sequence, ticket_->sequence);
  pg_write_barrier();
  pg_atomic_write_u32(&slot_->cancel_signaled, 1);
  pg::signal_worker(handle_, SIGINT);
}

void Runner::end() {
  if (state_ != State::lost) {
    state_ = State::ending;
  }
  ending_since_ms = now_ms();
  end_.close();
}

void Runner::terminate() {
  end();
  if (handle_ != nullptr) {
    pg::signal_worker(handle_, SIGTERM);
  }
}

void Runner::terminate_running() {
  ticket_->cancelled_at_ms = now_ms();
  pg::signal_worker(handle_, SIGTERM);
}

bool Runner::is_gone() const {
  if (handle_ == nullptr) {
    return true;
  }
  if (!pg::worker_has_stopped(handle_)) {
    return false;
  }
  // A worker that was never started, or died before it took its slot, left the slot to us.
  pg_atomic_write_u32(&slot_->state, static_cast<uint32>(RunnerState::free));
  return true;
}

} // namespace studio::gateway
