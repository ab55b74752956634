// The one JSON answer of a runner (FrameKind::answer), whole, as the body of an HTTP answer.
#pragma once

#include <memory>
#include <string>

#include "http/exchange.h"

#include "gateway/runner_pool.h"

namespace studio::gateway {

class AnswerConsumer : public Consumer {
public:
  // Ties the ticket to an answer and submits it; the client's leaving cancels it.
  static void start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange);

  explicit AnswerConsumer(http::ExchangePtr exchange) : exchange_(std::move(exchange)) {}
  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;

private:
  http::ExchangePtr exchange_;
  std::string answer_;
  std::string error_;
};

} // namespace studio::gateway
