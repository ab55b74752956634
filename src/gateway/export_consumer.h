// The bytes of an exported file on their way to one HTTP answer.
//
//   collecting ──end──► answered whole, with Content-Length
//       └──64 KiB, or the ring runs dry──► streaming ──end ok──► over
//                                             └──anything else──► broken: the connection is cut
//
// A statement that fails while the file is collected becomes a plain error answer. Once it streams there is no place for an
// error, and a client must never take half a file for whole: the answer ends without its last chunk.
#pragma once

#include <memory>
#include <string>

#include "http/exchange.h"

#include "gateway/runner_pool.h"

namespace studio::gateway {

class ExportConsumer : public Consumer, public http::Source, public std::enable_shared_from_this<ExportConsumer> {
public:
  // Ties the ticket to an answer with this head and submits it; the client's leaving cancels it.
  static void start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange, http::Response head);

  ExportConsumer(http::ExchangePtr exchange, http::Response head)
      : exchange_(std::move(exchange)), head_(std::move(head)) {}

  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;
  int64_t stalled_ms(int64_t now_ms) const override;
  void discard_rows() override { discards_ = true; }
  ssize_t read(char* buffer, size_t limit) override;

private:
  void collect(Runner& runner);
  bool next_piece(Runner& runner);
  void keep_piece();
  void note_end(channel::EndStatus status);

  http::ExchangePtr exchange_;
  http::Response head_;
  Runner* runner_ = nullptr; // only while it may be read from
  std::string held_;         // bytes not yet given to the client; they go before the piece
  size_t held_offset_ = 0;
  channel::Piece piece_{}; // lies in the ring, good until the next take
  size_t piece_offset_ = 0;
  bool has_piece_ = false;
  std::string error_;
  bool is_streaming_ = false;
  bool is_over_ = false;
  bool is_broken_ = false;
  bool discards_ = false;
  int64_t waiting_since_ms_ = 0; // there was something to read and nobody read it
};

} // namespace studio::gateway
