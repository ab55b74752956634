#include "gateway/socket_query.h"

#include <algorithm>

#include "gateway/clock.h"
#include "gateway/replies.h"
#include "gateway/socket.h"
#include "wire/message_json.h"

namespace studio::gateway {

using channel::FrameKind;
using channel::GatewayEnd;

namespace {

// Between two looks at the others: a reader that keeps up must not starve them.
constexpr size_t turn_bytes = 2 * 1024 * 1024;
constexpr int64_t credit_limit_bytes = int64_t{1} << 40;

} // namespace

bool SocketQuery::may_take(const Socket& socket) const { return credit_bytes_ > 0 && socket.may_send(); }

void SocketQuery::on_readable(Runner& runner) {
  std::shared_ptr<Socket> socket = socket_.lock();
  if (!socket || socket->is_gone()) {
    socket.reset();
    discards_ = true;
  }
  channel::Piece piece;
  size_t taken = 0;
  while (taken < turn_bytes && !runner.has_ended()) {
    if (!discards_ && !may_take(*socket)) {
      // Only a client that leaves something lying is slow; whether something lies there shows when it may take again.
      waiting_since_ms_ = waiting_since_ms_ == 0 ? now_ms() : waiting_since_ms_;
      return;
    }
    waiting_since_ms_ = 0;
    if (runner.take(piece) != GatewayEnd::TakeResult::piece) {
      return;
    }
    taken += piece.bytes;
    take_frame(socket.get(), piece);
  }
  if (runner.has_ended()) {
    if (socket) {
      socket->forget_query(id_);
    }
  } else {
    runner.wants_turn = true;
  }
}

void SocketQuery::take_frame(Socket* socket, const channel::Piece& piece) {
  FrameKind kind = piece.header.kind;
  bool is_rows = kind == FrameKind::rows || kind == FrameKind::copy;
  if (socket == nullptr || (is_rows && discards_)) {
    frame_.clear();
    return;
  }
  bool is_whole = frame_.empty() && !piece.header.more;
  if (!is_whole) {
    frame_.append(piece.payload, piece.bytes);
    if (piece.header.more) {
      return;
    }
  }
  std::string_view line = is_whole ? std::string_view(piece.payload, piece.bytes) : std::string_view(frame_);
  if (is_rows) {
    credit_bytes_ -= static_cast<int64_t>(line.size());
  }
  has_error_ = has_error_ || kind == FrameKind::error;
  if (kind == FrameKind::begin) {
    begin_line_ = line;
  } else if (kind == FrameKind::result || kind == FrameKind::complete) {
    result_line_ = kind == FrameKind::result ? line : std::string_view();
  }
  if (kind == FrameKind::page && cursor) {
    socket->send_line(id_, cursor->page_message(line));
  } else {
    socket->send_line(id_, line);
  }
  frame_.clear();
}

SocketQuery::Rest SocketQuery::leave() {
  Rest rest;
  for (const std::string* line : {&begin_line_, &result_line_}) {
    if (!line->empty()) {
      rest.lines.append(*line).push_back('\n');
    }
  }
  rest.frame = std::move(frame_);
  if (std::shared_ptr<Socket> socket = socket_.lock()) {
    socket->send_line(id_, R"({"type":"end","status":"detached","transaction":"idle","duration_ms":null})");
    socket->forget_query(id_);
  }
  return rest;
}

void SocketQuery::on_lost(const core::Error& error) {
  std::shared_ptr<Socket> socket = socket_.lock();
  if (!socket || socket->is_gone()) {
    return;
  }
  if (!has_error_) {
    TicketPtr lost = ticket.lock();
    socket->send_line(id_, lost_error_line(error, lost ? lost->id.text() : ""));
  }
  socket->send_line(id_, lost_end_line());
  socket->forget_query(id_);
}

void SocketQuery::on_queued(int position) {
  if (std::shared_ptr<Socket> socket = socket_.lock()) {
    socket->send(wire::queued_message(id_, position));
  }
}

void SocketQuery::on_running(const core::Uuid& query_id) {
  if (std::shared_ptr<Socket> socket = socket_.lock()) {
    socket->send(wire::running_message(id_, query_id));
  }
}

int64_t SocketQuery::stalled_ms(int64_t now) const { return waiting_since_ms_ == 0 ? 0 : now - waiting_since_ms_; }

void SocketQuery::add_credit(int64_t bytes) { credit_bytes_ = std::min(credit_bytes_ + bytes, credit_limit_bytes); }

} // namespace studio::gateway
