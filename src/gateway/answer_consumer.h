// The one JSON answer of a runner (FrameKind::answer), whole, as the body of an HTTP answer; where they are wanted with the
// notices that came before it, as its first member `notices`.
#pragma once

#include <memory>
#include <string>

#include "http/exchange.h"

#include "gateway/runner_pool.h"

namespace studio::gateway {

class AnswerConsumer : public Consumer {
public:
  // Ties the ticket to an answer and submits it; the client's leaving cancels it.
  enum class Notices { dropped, told };
  static void start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange,
                    Notices notices = Notices::dropped);

  AnswerConsumer(http::ExchangePtr exchange, Notices notices) : exchange_(std::move(exchange)), notices_(notices) {}
  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;

private:
  void take_notice(const channel::Piece& piece);
  std::string body();

  http::ExchangePtr exchange_;
  Notices notices_;
  std::string told_;   // the notices, with commas between them
  std::string notice_; // the one under way
  std::string answer_;
  std::string error_;
};

} // namespace studio::gateway
