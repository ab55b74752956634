// The HTTP server: owns the libmicrohttpd daemon, drives it from outside, and hands complete requests on.
//
// Plain C++; knows no route. Its sources (server, exchange, server_callbacks) are the only ones that include microhttpd.h.
// The owner's loop waits for epoll_fd() and the listening sockets, then calls accept() and run(). No callback throws.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/address.h"
#include "http/exchange.h"
#include "http/gate.h"
#include "http/listener.h"

#include "core/no_postgres.h"

struct MHD_Daemon;

namespace studio::http {

struct ServerLimits {
  size_t connections = 10000;
  size_t unauthenticated_per_address = 64;
  size_t body_bytes = 16 * 1024 * 1024;
  int64_t header_timeout_ms = 10000;
  int64_t body_timeout_ms = 60000;
};

struct ServerOptions {
  ServerLimits limits;
  GateRules gate;
  std::vector<Network> trusted_proxies;
  std::function<void(const ExchangePtr&)> handle; // may answer at once or later; may throw core::Error
  std::function<Response(const core::Error&, const Request&)> refuse; // the answer for an error
  void (*panic)(const char* reason) = nullptr;                        // must not return
};

// One TCP connection, as long as libmicrohttpd holds it.
struct Connection {
  enum class Phase { headers, body, answering, between };

  int fd = -1;
  std::string peer;
  Phase phase = Phase::headers;
  int64_t phase_since_ms = 0;
  bool is_authenticated = false;
  bool is_cut = false;
  std::weak_ptr<Exchange> exchange; // the one that it is in, if any
  std::list<Connection*>::iterator place;
};

class Server {
public:
  explicit Server(ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int epoll_fd() const;
  // Takes what waits at a listening socket, at most `limit` connections.
  void accept(int listening_fd, int64_t now_ms, int limit = 64);
  // Lets libmicrohttpd work on what is ready. Never waits.
  void run();
  bool has_work() const { return has_work_; }
  // How long the owner may wait before run() must be called again: −1 = for ever, 0 = at once.
  long timeout_ms(int64_t now_ms) const;
  // Cuts connections past their deadline, and finds clients that went away while their answer was being made.
  void sweep(int64_t now_ms);
  // Connections that others hold and that count against `connections`.
  void set_upgraded_count(size_t count) { upgraded_count_ = count; }
  size_t connection_count() const { return connections_.size(); }

  ServerOptions& options() { return options_; }

private:
  friend class Exchange;
  friend struct ServerCallbacks;

  bool make_room(const std::string& peer);
  static void cut(Connection& connection);
  bool is_timed(const Connection& connection, int64_t now_ms) const;
  void set_phase(Connection& connection, Connection::Phase phase);
  void forget(Connection* connection);

  ServerOptions options_;
  MHD_Daemon* daemon_ = nullptr;
  std::list<Connection*> connections_; // oldest first
  std::unordered_map<std::string, size_t> unauthenticated_;
  std::unordered_map<int, std::string> accepted_peers_; // between accept and libmicrohttpd's notice of it
  size_t upgraded_count_ = 0;
  bool has_work_ = false;    // run() must be called again at once
  size_t waiting_count_ = 0; // exchanges that wait for their answer without being suspended
  mutable int64_t next_sweep_ms_ = 0;
};

} // namespace studio::http
