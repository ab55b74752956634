#include "gateway/answer_consumer.h"

#include "gateway/replies.h"
#include "wire/error_read.h"

namespace studio::gateway {

using channel::FrameKind;

void AnswerConsumer::start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange) {
  ticket->consumer = std::make_shared<AnswerConsumer>(exchange);
  std::weak_ptr<Ticket> watched = ticket;
  exchange->when_gone([&pool, watched] {
    if (TicketPtr left = watched.lock()) {
      pool.cancel(left, channel::CancelReason::user);
    }
  });
  pool.submit(ticket);
}

void AnswerConsumer::on_readable(Runner& runner) {
  channel::Piece piece;
  while (!runner.has_ended() && runner.take(piece) == channel::GatewayEnd::TakeResult::piece) {
    if (piece.header.kind == FrameKind::answer) {
      answer_.append(piece.payload, piece.bytes);
    } else if (piece.header.kind == FrameKind::error) {
      error_.append(piece.payload, piece.bytes);
    }
  }
  if (!runner.has_ended()) {
    return;
  }
  if (error_.empty()) {
    exchange_->respond(json_response(200, std::move(answer_)));
  } else {
    exchange_->respond(statement_error_response(wire::read_error(error_), exchange_->request()));
  }
  exchange_->resume();
}

void AnswerConsumer::on_lost(const core::Error& error) {
  exchange_->respond(error_response(error, exchange_->request()));
  exchange_->resume();
}

} // namespace studio::gateway
