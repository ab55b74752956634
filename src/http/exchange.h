// One request and its answer, from the side of those who answer.
//
// Plain C++: hides libmicrohttpd. Handlers hold it by shared pointer as long as they like; once the client has gone, every
// call is a no-op and `is_gone` says so. Single thread: all calls come from the server's own loop.
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>

#include "http/request.h"
#include "http/response.h"

#include "core/no_postgres.h"

struct MHD_Connection;
struct MHD_Response;

namespace studio::http {

class Server;
struct Connection;

// Where the body of a streamed answer comes from. Owned by the exchange; destroyed when the answer is over or the client
// has gone.
class Source {
public:
  static constexpr ssize_t nothing_yet = 0;
  static constexpr ssize_t ended = -1;
  static constexpr ssize_t broken = -2; // cuts the connection: the client must not take the answer for whole

  virtual ~Source() = default;
  // Fills up to `limit` bytes. After `nothing_yet` it is asked again only after Exchange::resume().
  virtual ssize_t read(char* buffer, size_t limit) = 0;
};

class Exchange : public std::enable_shared_from_this<Exchange> {
public:
  using Upgraded = std::function<void(int fd, std::string first_bytes)>;

  explicit Exchange(Server& server) : server_(server) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  // Overwrites the body: it may have held a password.
  ~Exchange();

  const Request& request() const { return request_; }
  // Moves the body out, for one that is too large to be there twice.
  std::string take_body() { return std::move(request_.body); }

  // The whole answer. The first of respond, stream and upgrade wins.
  void respond(Response response);
  // Head now, body from the source, chunked.
  void stream(Response head, std::shared_ptr<Source> source);
  void resume();
  // 101; then the socket belongs to the callback.
  void upgrade(Response head, Upgraded upgraded);

  bool is_gone() const { return connection_ == nullptr; }
  bool has_answer() const { return has_answer_; }
  // Called once when the client goes away before its answer is complete.
  void when_gone(std::function<void()> callback) { when_gone_ = std::move(callback); }
  // This connection is no longer counted among those that have not signed in.
  void mark_authenticated();

private:
  friend class Server;
  friend struct ServerCallbacks;

  static ssize_t read_source(void* streaming, uint64_t position, char* buffer, size_t limit) noexcept;
  // What this answer carries, and every answer of ours.
  template <typename Take>
  void each_header(const Response& head, Take take) const;
  std::string header_lines(const Response& head) const;
  void queue(unsigned status, MHD_Response* response);
  MHD_Response* with_headers(MHD_Response* response, const Response& head) const;
  void queue_late();
  void set_waiting(bool is_waiting);
  void wake();
  void gone(bool complete);
  // The client has left while its answer is being made: says so, and lets libmicrohttpd take the connection down.
  void leave();

  Server& server_;
  Request request_;
  MHD_Connection* connection_ = nullptr;
  Connection* socket_ = nullptr;
  bool is_suspended_ = false;
  bool is_in_handler_ = false;
  bool has_answer_ = false;
  bool is_waiting_ = false;             // counted in the server's waiting_count_
  MHD_Response* late_answer_ = nullptr; // waits for the handler's next call
  unsigned late_status_ = 0;
  std::function<void()> when_gone_;
  Upgraded upgraded_;
};

using ExchangePtr = std::shared_ptr<Exchange>;

} // namespace studio::http
