#include "gateway/stream_consumer.h"

#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/replies.h"
#include "gateway/watched_ticket.h"
#include "wire/error_json.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;
using channel::GatewayEnd;

namespace {

constexpr size_t whole_limit_bytes = 64 * 1024;
constexpr size_t small_answer_bytes = 1000; // of a size that malloc keeps at hand
constexpr char content_type[] = "application/x-ndjson";

} // namespace

void StreamConsumer::start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange,
                           std::optional<PageCursor> cursor) {
  auto consumer = std::make_shared<StreamConsumer>(pool, exchange, std::move(cursor));
  ticket->consumer = consumer;
  submit_watched(pool, ticket, exchange);
}

void StreamConsumer::on_readable(Runner& runner) {
  runner_ = &runner;
  if (!is_streaming_) {
    collect(runner);
    return;
  }
  if (discards_ || exchange_->is_gone()) {
    // Nobody takes it, or the reader stalls: the runner must be able to end.
    do {
      keep(piece_);
    } while (next_piece(runner));
  } else if (!has_piece_ && held_.empty()) {
    next_piece(runner);
  }
  if (runner.has_ended()) {
    runner_ = nullptr;
  }
  if (has_piece_ || !held_.empty() || is_over_) {
    waiting_since_ms_ = waiting_since_ms_ == 0 ? now_ms() : waiting_since_ms_;
    exchange_->resume();
  }
}

void StreamConsumer::collect(Runner& runner) {
  if (held_.capacity() < small_answer_bytes) {
    held_.reserve(small_answer_bytes);
  }
  while (held_.size() < whole_limit_bytes && next_piece(runner)) {
    keep(piece_);
  }
  if (runner.has_ended()) {
    runner_ = nullptr;
    answer_whole();
  } else if (!held_.empty() && (has_result_ || held_.size() >= whole_limit_bytes)) {
    // Many notices before any result: the answer cannot wait for the end, or the runner would wait for us.
    begin_stream();
  }
}

// Takes the next piece that the client is to have. False where there is none; what is small goes to held_.
bool StreamConsumer::next_piece(Runner& runner) {
  for (;;) {
    if (runner.has_ended() || runner.take(piece_) != GatewayEnd::TakeResult::piece) {
      return false;
    }
    FrameKind kind = piece_.header.kind;
    if (kind == FrameKind::page && cursor_) {
      page_.append(piece_.payload, piece_.bytes);
      if (!piece_.header.more) {
        held_.append(cursor_->page_message(page_)).append("\n");
      }
      continue;
    }
    bool is_rows = kind == FrameKind::rows || kind == FrameKind::copy;
    if (is_rows && discards_ && !is_in_frame_) {
      continue;
    }
    if (kind == FrameKind::error && !has_result_) {
      error_.append(piece_.payload, piece_.bytes);
    }
    has_error_ = has_error_ || (kind == FrameKind::error && !piece_.header.more);
    // A plan is asked for to be seen at once.
    has_result_ =
        has_result_ || is_rows || kind == FrameKind::result || kind == FrameKind::plan || kind == FrameKind::complete;
    has_piece_ = true;
    piece_offset_ = 0;
    is_in_frame_ = piece_.header.more;
    if (runner.has_ended()) {
      // The ring belongs to the runner's next request from here on.
      is_over_ = true;
      keep(piece_);
      return false;
    }
    return true;
  }
}

// Copies the rest of the present piece out of the ring.
void StreamConsumer::keep(const channel::Piece& piece) {
  if (!has_piece_) {
    return;
  }
  has_piece_ = false;
  held_.append(piece.payload + piece_offset_, piece.bytes - piece_offset_);
  if (!piece.header.more) {
    held_.push_back('\n');
  }
}

void StreamConsumer::begin_stream() {
  is_streaming_ = true;
  http::Response head;
  head.is_data = true;
  head.headers.add("Content-Type", content_type);
  head.headers.add("Cache-Control", "no-store");
  exchange_->stream(std::move(head), shared_from_this());
}

void StreamConsumer::answer_whole() {
  if (!error_.empty()) {
    exchange_->respond(statement_error_response(wire::read_error(error_), exchange_->request()));
    return;
  }
  http::Response response;
  response.is_data = true;
  response.headers.add("Content-Type", content_type);
  response.headers.add("Cache-Control", "no-store");
  response.body = std::move(held_);
  exchange_->respond(std::move(response));
}

void StreamConsumer::on_lost(const core::Error& error) {
  runner_ = nullptr;
  is_over_ = true;
  keep(piece_); // the ring's memory is there until the slot is used again, which is not before this call returns
  if (!is_streaming_) {
    if (has_error_) {
      held_.append(lost_end_line()).append("\n");
      answer_whole();
    } else {
      exchange_->respond(error_response(error, exchange_->request()));
    }
    return;
  }
  // A late failure: said in the stream where a line has just ended, then the connection is cut or closed in order.
  is_broken_ = is_in_frame_;
  if (!is_broken_) {
    held_.append(has_error_ ? lost_end_line() + "\n" : lost_lines(error, exchange_->request().request_id));
  }
  exchange_->resume();
}

int64_t StreamConsumer::stalled_ms(int64_t now) const {
  return is_streaming_ && waiting_since_ms_ != 0 ? now - waiting_since_ms_ : 0;
}

void StreamConsumer::discard_rows() { discards_ = true; }

size_t StreamConsumer::copy_held(char* buffer, size_t limit) {
  size_t bytes = std::min(limit, held_.size() - held_offset_);
  memcpy(buffer, held_.data() + held_offset_, bytes);
  held_offset_ += bytes;
  if (held_offset_ == held_.size()) {
    held_.clear();
    held_offset_ = 0;
  }
  return bytes;
}

size_t StreamConsumer::copy_piece(char* buffer, size_t limit) {
  size_t bytes = std::min(limit, piece_.bytes - piece_offset_);
  memcpy(buffer, piece_.payload + piece_offset_, bytes);
  piece_offset_ += bytes;
  if (piece_offset_ == piece_.bytes) {
    has_piece_ = false;
    if (!piece_.header.more) {
      held_.push_back('\n');
    }
  }
  return bytes;
}

ssize_t StreamConsumer::read(char* buffer, size_t limit) {
  waiting_since_ms_ = 0;
  size_t filled = 0;
  while (filled < limit) {
    if (!held_.empty()) {
      filled += copy_held(buffer + filled, limit - filled);
    } else if (has_piece_) {
      filled += copy_piece(buffer + filled, limit - filled);
    } else if (is_over_ || runner_ == nullptr || (!next_piece(*runner_) && held_.empty())) {
      break;
    }
  }
  if (runner_ != nullptr && runner_->has_ended()) {
    runner_ = nullptr;
  }
  if (filled > 0) {
    return static_cast<ssize_t>(filled);
  }
  if (is_broken_) {
    return Source::broken;
  }
  return is_over_ ? Source::ended : Source::nothing_yet;
}

} // namespace studio::gateway
