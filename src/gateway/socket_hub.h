// All WebSockets: takes upgraded descriptors, sweeps deadlines, follows the access epoch.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/exchange.h"

#include "gateway/access.h"
#include "gateway/keys.h"
#include "gateway/poller.h"
#include "gateway/runner_pool.h"
#include "gateway/socket.h"

namespace studio::gateway {

class SocketHub {
public:
  SocketHub(Poller& poller, RunnerPool& pool, Access& access) : poller_(poller), pool_(pool), access_(access) {}

  // GET /socket: checks the handshake and takes the socket over; answers the exchange where it is no upgrade.
  void open(const http::ExchangePtr& exchange);
  void sweep(int64_t now_ms);
  int64_t next_sweep_ms() const { return sockets_.empty() ? 0 : next_sweep_ms_; }
  // A socket has gone. It may be in the middle of a call of its own, so it is let go of by bury(), at the end of the turn.
  void note_gone(Socket& socket) { gone_.push_back(&socket); }
  void bury();
  void check_access();
  // Tells who follows a schema that it has changed: at once, and then at most ten times a second.
  void tell_schemas(int64_t now_ms);
  // When that is due; 0 = nothing is to be told.
  int64_t next_telling_ms() const;
  void close_all(ws::CloseCode code, std::string_view reason);
  size_t count() const { return sockets_.size(); }
  // How many sockets the organization and the socket's account had open when it came, itself included: those that came later
  // are not counted, so that one too many takes nothing from the others.
  Usage count_until(const Socket& socket, const core::Uuid& organization, const core::Uuid& account) const;
  uint64_t next_serial() { return ++serial_; }

  Poller& poller() { return poller_; }
  RunnerPool& pool() { return pool_; }
  Access& access() { return access_; }

private:
  void adopt(int fd, const std::string& first_bytes, const std::string& address);
  bool make_room(const std::string& address);

  Poller& poller_;
  RunnerPool& pool_;
  Access& access_;
  std::unordered_map<Socket*, std::shared_ptr<Socket>> sockets_;
  std::vector<Socket*> gone_;
  int64_t next_sweep_ms_ = 0;
  uint64_t told_epoch_ = 0; // the catalog epoch when schemas were told last
  int64_t next_telling_ms_ = 0;
  uint64_t serial_ = 0;
};

} // namespace studio::gateway
