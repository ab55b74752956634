#include "gateway/export_consumer.h"

#include <algorithm>

#include "gateway/clock.h"
#include "gateway/replies.h"
#include "gateway/watched_ticket.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;
using channel::GatewayEnd;

namespace {

constexpr size_t whole_limit_bytes = 64 * 1024;

} // namespace

void ExportConsumer::start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange, http::Response head) {
  ticket->consumer = std::make_shared<ExportConsumer>(exchange, std::move(head));
  submit_watched(pool, ticket, exchange);
}

void ExportConsumer::on_readable(Runner& runner) {
  runner_ = &runner;
  if (!is_streaming_) {
    collect(runner);
    return;
  }
  if (discards_ || exchange_->is_gone()) {
    // Nobody takes it, or the reader stalls: the runner must be able to end. The file is broken anyway.
    do {
      has_piece_ = false;
    } while (next_piece(runner));
  } else if (!has_piece_ && held_.empty()) {
    next_piece(runner);
  }
  if (has_piece_ || !held_.empty() || is_over_) {
    waiting_since_ms_ = waiting_since_ms_ == 0 ? now_ms() : waiting_since_ms_;
    exchange_->resume();
  }
}

void ExportConsumer::collect(Runner& runner) {
  while (held_.size() < whole_limit_bytes && next_piece(runner)) {
    keep_piece();
  }
  if (is_over_) {
    if (is_broken_) {
      exchange_->respond(statement_error_response(wire::read_error(error_), exchange_->request()));
      return;
    }
    head_.body = std::move(held_);
    exchange_->respond(std::move(head_));
  } else if (!held_.empty()) {
    is_streaming_ = true;
    exchange_->stream(std::move(head_), shared_from_this());
  }
}

// Takes the next piece of the file. False where there is none; whatever else comes is dealt with.
bool ExportConsumer::next_piece(Runner& runner) {
  for (;;) {
    if (runner.has_ended() || runner.take(piece_) != GatewayEnd::TakeResult::piece) {
      return false;
    }
    switch (piece_.header.kind) {
    case FrameKind::file:
      has_piece_ = true;
      piece_offset_ = 0;
      return true;
    case FrameKind::error:
      error_.append(piece_.payload, piece_.bytes);
      break;
    case FrameKind::end:
      if (!piece_.header.more) {
        note_end(piece_.header.end_status);
      }
      break;
    default:
      break; // begin, notices, complete: a file has no place for them
    }
  }
}

void ExportConsumer::note_end(channel::EndStatus status) {
  is_over_ = true;
  is_broken_ = status != channel::EndStatus::ok || discards_;
  runner_ = nullptr; // the ring belongs to the runner's next request from here on
}

// Copies the rest of the present piece out of the ring.
void ExportConsumer::keep_piece() {
  held_.append(piece_.payload + piece_offset_, piece_.bytes - piece_offset_);
  has_piece_ = false;
}

void ExportConsumer::on_lost(const core::Error& error) {
  runner_ = nullptr;
  has_piece_ = false;
  is_over_ = true;
  is_broken_ = true;
  if (is_streaming_) {
    exchange_->resume();
  } else {
    exchange_->respond(error_.empty() ? error_response(error, exchange_->request())
                                      : statement_error_response(wire::read_error(error_), exchange_->request()));
  }
}

int64_t ExportConsumer::stalled_ms(int64_t now) const {
  return is_streaming_ && waiting_since_ms_ != 0 ? now - waiting_since_ms_ : 0;
}

ssize_t ExportConsumer::read(char* buffer, size_t limit) {
  waiting_since_ms_ = 0;
  size_t filled = 0;
  while (filled < limit && !(is_over_ && is_broken_)) {
    if (held_offset_ < held_.size()) {
      size_t bytes = std::min(limit - filled, held_.size() - held_offset_);
      memcpy(buffer + filled, held_.data() + held_offset_, bytes);
      held_offset_ += bytes;
      filled += bytes;
      if (held_offset_ == held_.size()) {
        held_ = std::string();
        held_offset_ = 0;
      }
    } else if (has_piece_) {
      size_t bytes = std::min(limit - filled, piece_.bytes - piece_offset_);
      memcpy(buffer + filled, piece_.payload + piece_offset_, bytes);
      piece_offset_ += bytes;
      filled += bytes;
      has_piece_ = piece_offset_ < piece_.bytes;
    } else if (is_over_ || runner_ == nullptr || !next_piece(*runner_)) {
      break;
    }
  }
  if (filled > 0) {
    return static_cast<ssize_t>(filled);
  }
  if (!is_over_) {
    return Source::nothing_yet;
  }
  return is_broken_ ? Source::broken : Source::ended;
}

} // namespace studio::gateway
