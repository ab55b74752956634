#include "gateway/socket_hub.h"

#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/replies.h"
#include "pg/settings.h"
#include "ws/handshake.h"

namespace studio::gateway {

namespace {

// Pings go out every 30 s; nothing else of ours is due sooner unless somebody has yet to sign in.
constexpr int64_t sweep_interval_ms = 5000;
constexpr int64_t quick_interval_ms = 1000;
constexpr int64_t telling_interval_ms = 100;

uint64_t catalog_epoch() { return pg_atomic_read_u64(&channel::registry()->catalog_epoch); }

} // namespace

void SocketHub::open(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  std::string connection = request.headers.joined("Connection");
  std::string upgrade = request.headers.joined("Upgrade");
  std::string version = request.headers.joined("Sec-WebSocket-Version");
  std::string key = request.headers.joined("Sec-WebSocket-Key");
  std::string protocol = request.headers.joined("Sec-WebSocket-Protocol");
  ws::HandshakeAnswer answer =
      ws::answer_handshake({request.method, request.version, connection, upgrade, version, key, protocol});
  if (answer.status != 101) {
    core::Error error(core::sqlstate::protocol_violation, answer.message);
    error.hint = answer.hint;
    http::Response response = error_response(error, request);
    response.status = answer.status;
    if (answer.status == 426) {
      response.headers.add("Upgrade", "websocket");
      response.headers.add("Sec-WebSocket-Version", "13");
    }
    exchange->respond(std::move(response));
    return;
  }
  http::Response head;
  head.status = 101;
  head.headers.add("Sec-WebSocket-Accept", answer.accept);
  head.headers.add("Sec-WebSocket-Protocol", ws::subprotocol);
  std::string address = request.client_address;
  exchange->upgrade(std::move(head),
                    [this, address](int fd, const std::string& first_bytes) { adopt(fd, first_bytes, address); });
}

void SocketHub::adopt(int fd, const std::string& first_bytes, const std::string& address) {
  make_room(address);
  auto socket = std::make_shared<Socket>(*this, fd, address);
  sockets_.emplace(socket.get(), socket);
  next_sweep_ms_ = earlier(next_sweep_ms_, now_ms() + quick_interval_ms);
  socket->start(first_bytes);
}

// Too many of one address that have not said who they are: the oldest of them goes.
bool SocketHub::make_room(const std::string& address) {
  int count = 0;
  Socket* oldest = nullptr;
  for (const auto& [socket, keep] : sockets_) {
    if (socket->is_gone() || socket->is_authenticated() || socket->address() != address) {
      continue;
    }
    count++;
    if (oldest == nullptr || socket->connected_at_ms() < oldest->connected_at_ms()) {
      oldest = socket;
    }
  }
  if (count >= pg::settings.max_unauthenticated_per_address && oldest != nullptr) {
    oldest->close(ws::CloseCode::rate, "too many sockets that have not signed in");
    return false;
  }
  return true;
}

void SocketHub::sweep(int64_t now) {
  if (now < next_sweep_ms_) {
    return;
  }
  bool is_quick = false;
  for (const auto& [socket, keep] : sockets_) {
    socket->sweep(now);
    is_quick = is_quick || !socket->is_authenticated();
  }
  next_sweep_ms_ = now + (is_quick ? quick_interval_ms : sweep_interval_ms);
}

void SocketHub::bury() {
  for (Socket* socket : gone_) {
    sockets_.erase(socket);
  }
  gone_.clear();
}

void SocketHub::check_access() {
  for (const auto& [socket, keep] : std::unordered_map<Socket*, std::shared_ptr<Socket>>(sockets_)) {
    keep->check_access();
  }
}

void SocketHub::tell_schemas(int64_t now) {
  uint64_t epoch = catalog_epoch();
  if (epoch == told_epoch_ || now < next_telling_ms_) {
    return;
  }
  told_epoch_ = epoch;
  next_telling_ms_ = now + telling_interval_ms;
  for (const auto& [socket, keep] : sockets_) {
    socket->tell_schemas();
  }
}

int64_t SocketHub::next_telling_ms() const { return catalog_epoch() == told_epoch_ ? 0 : next_telling_ms_; }

void SocketHub::close_all(ws::CloseCode code, std::string_view reason) {
  for (const auto& [socket, keep] : sockets_) {
    socket->close(code, reason);
  }
}

Usage SocketHub::count_until(const Socket& socket, const core::Uuid& organization, const core::Uuid& account) const {
  Usage used;
  for (const auto& [other, keep] : sockets_) {
    if (!other->is_gone() && other->serial() <= socket.serial()) {
      used.organization += other->uses(organization) ? 1 : 0;
      used.account += other->is_of(account) ? 1 : 0;
    }
  }
  return used;
}

} // namespace studio::gateway
