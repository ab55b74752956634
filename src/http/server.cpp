#include "http/server.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "core/error.h"
#include "core/sqlstate.h"
#include "http/server_callbacks.h"

namespace studio::http {

namespace {

// Holds the header block, or one block of a streamed answer. libmicrohttpd clears all of it after each request, so larger is
// not faster: 40 KiB costs a streamed million rows nothing measurable and a small answer 3 µs less than 80.
constexpr size_t connection_memory_bytes = 40 * 1024;
constexpr unsigned keep_alive_s = 65;
// Not strict: what libmicrohttpd would then refuse (no Host, a blank in the target) it answers itself, the first with two
// heads, the second with silence. The gate refuses both.
constexpr int strict_for_client = 0;
constexpr int64_t between_limit_ms = 75000;
constexpr int64_t sweep_interval_ms = 500;

void (*panic_function)(const char*) = nullptr;

void on_panic(void*, const char*, unsigned, const char* reason) {
  if (panic_function != nullptr) {
    panic_function(reason);
  }
}

void drop_log(void*, const char*, va_list) {
  // libmicrohttpd reports what a client did wrong: that is not the server log's business.
}

} // namespace

int64_t monotonic_ms() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

Server::Server(ServerOptions options) : options_(std::move(options)) {
  panic_function = options_.panic;
  MHD_set_panic_func(on_panic, nullptr);
  daemon_ = MHD_start_daemon(
      MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE | MHD_USE_ERROR_LOG, 0,
      nullptr, nullptr, ServerCallbacks::on_access, this, MHD_OPTION_EXTERNAL_LOGGER, drop_log, nullptr,
      MHD_OPTION_NOTIFY_COMPLETED, ServerCallbacks::on_completed, this, MHD_OPTION_URI_LOG_CALLBACK,
      ServerCallbacks::on_target, this, MHD_OPTION_NOTIFY_CONNECTION, ServerCallbacks::on_connection, this,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory_bytes, MHD_OPTION_CONNECTION_LIMIT,
      static_cast<unsigned>(options_.limits.connections + 16), MHD_OPTION_CONNECTION_TIMEOUT, keep_alive_s,
      MHD_OPTION_STRICT_FOR_CLIENT, strict_for_client, MHD_OPTION_END);
  if (daemon_ == nullptr) {
    throw core::Error(core::sqlstate::internal_error, "could not start the HTTP server");
  }
}

// At the end of the process the kernel closes everything: MHD_stop_daemon panics while connections are suspended.
Server::~Server() = default;

int Server::epoll_fd() const { return MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd; }

void Server::accept(int listening_fd, int64_t, int limit) {
  for (int i = 0; i < limit; i++) {
    bool out_of_descriptors = false;
    Accepted accepted = accept_one(listening_fd, out_of_descriptors);
    if (accepted.fd < 0) {
      if (!out_of_descriptors || !make_room("")) {
        return;
      }
      continue;
    }
    if (!make_room(accepted.peer)) {
      ::close(accepted.fd);
      continue;
    }
    accepted_peers_[accepted.fd] = accepted.peer;
    // Takes the descriptor, also where it fails.
    MHD_add_connection(daemon_, accepted.fd, reinterpret_cast<sockaddr*>(&accepted.address), accepted.address_bytes);
    accepted_peers_.erase(accepted.fd);
  }
}

// Above a limit the oldest connection that has not signed in and is in no answer gives way, so that a flood of half-open
// sockets does not keep others out.
bool Server::make_room(const std::string& peer) {
  bool is_full = connections_.size() + upgraded_count_ >= options_.limits.connections;
  auto count = unauthenticated_.find(peer);
  bool is_crowded = count != unauthenticated_.end() && count->second >= options_.limits.unauthenticated_per_address;
  if (!peer.empty() && !is_full && !is_crowded) {
    return true;
  }
  for (Connection* each : connections_) {
    bool may_go = !each->is_authenticated && !each->is_cut && each->phase != Connection::Phase::answering;
    if (may_go && (is_full || peer.empty() || each->peer == peer)) {
      cut(*each);
      return true;
    }
  }
  return false;
}

// libmicrohttpd cannot be told to close a connection; it sees the end of the stream at its next turn.
void Server::cut(Connection& connection) {
  connection.is_cut = true;
  ::shutdown(connection.fd, SHUT_RDWR);
}

void Server::run() {
  has_work_ = false;
  MHD_run(daemon_);
}

long Server::timeout_ms(int64_t now_ms) const {
  if (has_work_) {
    return 0;
  }
  unsigned long long timeout = 0;
  long wait = MHD_get_timeout(daemon_, &timeout) == MHD_YES ? static_cast<long>(timeout) : -1;
  if (wait == 0 && waiting_count_ > 0) {
    // libmicrohttpd always says so while a request waits unsuspended for its answer. What made progress in the last run has
    // set has_work_; should anything else be ready, it is looked at after this while, when the waiting ones are suspended.
    wait = patience_ms;
  }
  if (!connections_.empty()) {
    long until_sweep = next_sweep_ms_ > now_ms ? static_cast<long>(next_sweep_ms_ - now_ms) : 0;
    wait = wait < 0 || until_sweep < wait ? until_sweep : wait;
  }
  return wait;
}

void Server::set_phase(Connection& connection, Connection::Phase phase) {
  connection.phase = phase;
  connection.phase_since_ms = monotonic_ms();
  if (phase != Connection::Phase::between) {
    next_sweep_ms_ = std::min(next_sweep_ms_, connection.phase_since_ms + sweep_interval_ms);
  }
}

bool Server::is_timed(const Connection& connection, int64_t now_ms) const {
  int64_t age = now_ms - connection.phase_since_ms;
  switch (connection.phase) {
  case Connection::Phase::headers:
    return age > options_.limits.header_timeout_ms;
  case Connection::Phase::body:
    return age > options_.limits.body_timeout_ms;
  case Connection::Phase::between:
    return age > between_limit_ms;
  default:
    return false;
  }
}

void Server::sweep(int64_t now_ms) {
  if (now_ms < next_sweep_ms_) {
    return;
  }
  bool any_soon = false;
  std::vector<ExchangePtr> left;
  for (Connection* each : connections_) {
    if (each->is_cut) {
      continue;
    }
    if (each->phase == Connection::Phase::answering) {
      // While suspended a connection is in no epoll set: whether its client is still there must be asked.
      struct pollfd asked = {each->fd, POLLRDHUP, 0};
      if (now_ms - each->phase_since_ms > sweep_interval_ms && poll(&asked, 1, 0) > 0 &&
          (asked.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0) {
        cut(*each);
        left.push_back(each->exchange.lock());
      }
      any_soon = true;
    } else if (is_timed(*each, now_ms)) {
      cut(*each);
      any_soon = true;
    } else {
      any_soon = any_soon || each->phase != Connection::Phase::between;
    }
  }
  for (const ExchangePtr& exchange : left) {
    if (exchange) {
      exchange->leave();
    }
  }
  next_sweep_ms_ = now_ms + (any_soon ? sweep_interval_ms : 5000);
}

void Server::forget(Connection* connection) {
  if (!connection->is_authenticated) {
    auto found = unauthenticated_.find(connection->peer);
    if (found != unauthenticated_.end() && --found->second == 0) {
      unauthenticated_.erase(found);
    }
  }
  connections_.erase(connection->place);
  delete connection;
}

} // namespace studio::http
