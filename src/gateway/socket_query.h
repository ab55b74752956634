// One query over a WebSocket: takes its runner's frames as far as the client's credit and the socket's buffer go.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "gateway/page_cursor.h"
#include "gateway/runner_pool.h"

namespace studio::gateway {

class Socket;

class SocketQuery : public Consumer {
public:
  SocketQuery(std::weak_ptr<Socket> socket, std::string id, int64_t credit_bytes)
      : socket_(std::move(socket)), id_(std::move(id)), credit_bytes_(credit_bytes) {}

  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;
  void on_queued(int position) override;
  void on_running(const core::Uuid& query_id) override;
  int64_t stalled_ms(int64_t now_ms) const override;
  void discard_rows() override { discards_ = true; }

  void add_credit(int64_t bytes);

  // Gives the query up to another consumer: what begins its stream anew, and the frame under way. The client is told `end` with
  // status `detached`.
  struct Rest {
    std::string lines;
    std::string frame;
  };
  Rest leave();

  std::weak_ptr<Ticket> ticket;     // set once it is submitted; the ticket keeps this query, not the reverse
  std::optional<PageCursor> cursor; // rows_select
  bool is_cancelled = false;        // cancel came before the ticket was submitted

private:
  bool may_take(const Socket& socket) const;
  void take_frame(Socket* socket, const channel::Piece& piece);

  std::weak_ptr<Socket> socket_;
  std::string id_;
  int64_t credit_bytes_;
  std::string begin_line_;
  std::string result_line_; // of the statement that runs
  std::string frame_;       // a frame of several pieces, as far as it has come
  bool has_error_ = false;  // an error frame has been passed on
  bool discards_ = false;
  int64_t waiting_since_ms_ = 0;
};

} // namespace studio::gateway
