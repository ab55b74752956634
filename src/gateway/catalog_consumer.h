// A catalog question's answer: {"question","columns","rows","version"}, doc/protocol.md 5.
//
// Gathered whole up to a bound, so that its version (a hash of the rows) can be the ETag; a larger one is streamed, and
// bears its version at the end only.
#pragma once

#include <memory>
#include <string>

#include "http/exchange.h"

#include "gateway/runner_pool.h"

namespace studio::gateway {

class CatalogConsumer : public Consumer, public http::Source, public std::enable_shared_from_this<CatalogConsumer> {
public:
  CatalogConsumer(http::ExchangePtr exchange, std::string question)
      : exchange_(std::move(exchange)), question_(std::move(question)) {}

  static void start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange, std::string question);

  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;
  int64_t stalled_ms(int64_t now_ms) const override;
  void discard_rows() override { discards_ = true; }
  ssize_t read(char* buffer, size_t limit) override;

private:
  void take(const channel::Piece& piece);
  void finish();
  void begin_stream();
  std::string head() const;

  http::ExchangePtr exchange_;
  std::string question_;
  std::string columns_;
  std::string held_; // rows, with what stands before and behind them once streaming
  size_t held_offset_ = 0;
  std::string hash_; // chained over pages of rows
  std::string error_;
  bool is_in_frame_ = false;
  bool has_rows_ = false;
  bool is_streaming_ = false;
  bool is_over_ = false;
  bool is_broken_ = false;
  bool discards_ = false;
  int64_t waiting_since_ms_ = 0;
};

} // namespace studio::gateway
