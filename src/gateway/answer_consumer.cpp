#include "gateway/answer_consumer.h"

#include "gateway/replies.h"
#include "gateway/watched_ticket.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;

namespace {

constexpr size_t told_limit_bytes = 256 * 1024; // further notices are dropped

} // namespace

void AnswerConsumer::start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange, Notices notices) {
  ticket->consumer = std::make_shared<AnswerConsumer>(exchange, notices);
  submit_watched(pool, ticket, exchange);
}

void AnswerConsumer::on_readable(Runner& runner) {
  channel::Piece piece;
  while (!runner.has_ended() && runner.take(piece) == channel::GatewayEnd::TakeResult::piece) {
    if (piece.header.kind == FrameKind::answer) {
      answer_.append(piece.payload, piece.bytes);
    } else if (piece.header.kind == FrameKind::error) {
      error_.append(piece.payload, piece.bytes);
    } else if (piece.header.kind == FrameKind::notice && notices_ == Notices::told) {
      take_notice(piece);
    }
  }
  if (!runner.has_ended()) {
    return;
  }
  if (error_.empty()) {
    exchange_->respond(json_response(200, body()));
  } else {
    exchange_->respond(statement_error_response(wire::read_error(error_), exchange_->request()));
  }
  exchange_->resume();
}

void AnswerConsumer::take_notice(const channel::Piece& piece) {
  notice_.append(piece.payload, piece.bytes);
  if (piece.header.more) {
    return;
  }
  if (told_.size() + notice_.size() < told_limit_bytes) {
    told_.append(told_.empty() ? "" : ",").append(notice_);
  }
  notice_.clear();
}

std::string AnswerConsumer::body() {
  if (notices_ == Notices::dropped || answer_.empty()) {
    return std::move(answer_);
  }
  return "{\"notices\":[" + told_ + "]," + answer_.substr(1);
}

void AnswerConsumer::on_lost(const core::Error& error) {
  exchange_->respond(error_response(error, exchange_->request()));
  exchange_->resume();
}

} // namespace studio::gateway
