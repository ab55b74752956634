// A query's frames on their way to one HTTP answer (doc/protocol.md 6 and 7).
//
//   collecting ──end──► answered whole, with Content-Length
//       └──a full page, or the ring runs dry after a `result`──► streaming ──end──► over
//
// A statement that fails before any `result` or `complete` becomes a plain error answer with its own status. While
// streaming, bytes go from the ring into the server's buffer: what the client does not take stays in the ring and stalls the
// runner.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "http/exchange.h"

#include "gateway/page_cursor.h"
#include "gateway/runner_pool.h"

namespace studio::gateway {

class StreamConsumer : public Consumer, public http::Source, public std::enable_shared_from_this<StreamConsumer> {
public:
  StreamConsumer(RunnerPool& pool, http::ExchangePtr exchange, std::optional<PageCursor> cursor)
      : pool_(pool), exchange_(std::move(exchange)), cursor_(std::move(cursor)) {}

  // Ties the ticket to this consumer and submits it; the client's leaving cancels it.
  static void start(RunnerPool& pool, const TicketPtr& ticket, http::ExchangePtr exchange,
                    std::optional<PageCursor> cursor);

  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;
  int64_t stalled_ms(int64_t now_ms) const override;
  void discard_rows() override;
  ssize_t read(char* buffer, size_t limit) override;

private:
  void collect(Runner& runner);
  bool next_piece(Runner& runner);
  void keep(const channel::Piece& piece);
  void begin_stream();
  void answer_whole();
  size_t copy_held(char* buffer, size_t limit);
  size_t copy_piece(char* buffer, size_t limit);

  RunnerPool& pool_;
  http::ExchangePtr exchange_;
  std::optional<PageCursor> cursor_;
  Runner* runner_ = nullptr; // only while it may be read from
  std::string held_;         // bytes not yet given to the client; they go before the piece
  size_t held_offset_ = 0;
  channel::Piece piece_{}; // lies in the ring, good until the next take
  size_t piece_offset_ = 0;
  bool has_piece_ = false;
  bool is_in_frame_ = false; // pieces of a frame have been passed on and more follow
  std::string page_;         // a `page` frame under way
  std::string error_;        // the first error, while nothing else has come
  bool has_error_ = false;   // a whole error frame has come: a runner that goes after a FATAL one has said why
  bool has_result_ = false;
  bool is_streaming_ = false;
  bool is_over_ = false;
  bool is_broken_ = false;
  bool discards_ = false;
  int64_t waiting_since_ms_ = 0; // there was something to read and nobody read it
};

} // namespace studio::gateway
