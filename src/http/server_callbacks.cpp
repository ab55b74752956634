#include "http/server_callbacks.h"

#include <sys/socket.h>

#include <cstdlib>
#include <cstring>

#include "core/sqlstate.h"
#include "core/uuid.h"

namespace studio::http {

namespace {

// A body that has brought as many bytes is believed what its head announces.
constexpr size_t announcement_bytes = 128 * 1024;

// libmicrohttpd 0.9.75 unfolds a folded line by moving the field's name elsewhere, stops a value at a NUL, and takes a field
// without a name for the end of the headers (what follows would be the next request), and says nothing of any. Fields lie in
// its buffer as they were sent, so a gap between them, or behind the last, tells.
struct FieldWalk {
  Headers* headers;
  const char* previous_end = nullptr; // the NUL behind the previous value
  bool is_sound = true;
};

MHD_Result add_field(void* cls, MHD_ValueKind, const char* name, size_t name_bytes, const char* value,
                     size_t value_bytes) {
  auto* walk = static_cast<FieldWalk*>(cls);
  if (value == nullptr) {
    walk->is_sound = false;
    return MHD_YES;
  }
  const char* between = name + name_bytes + 1;
  if (value < between || value - between > 1024) {
    walk->is_sound = false;
  } else {
    for (const char* c = between; c < value; c++) {
      walk->is_sound = walk->is_sound && (*c == ' ' || *c == '\t');
    }
  }
  // CR and LF have both become NUL; a bare LF leaves one.
  if (walk->previous_end != nullptr && name != walk->previous_end + 2) {
    walk->is_sound = false;
  }
  walk->previous_end = value + value_bytes;
  walk->headers->add(std::string_view(name, name_bytes), std::string_view(value, value_bytes));
  return MHD_YES;
}

// Whether the last field and the two line ends behind it are all that there was up to the body.
bool ends_with_fields(const FieldWalk& walk, MHD_Connection* connection, const char* method) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  return info != nullptr && walk.previous_end != nullptr && walk.previous_end + 4 == method + info->header_size;
}

core::Error malformed(const char* text) { return core::Error(core::sqlstate::protocol_violation, text); }

} // namespace

void* ServerCallbacks::on_target(void* cls, const char* uri, MHD_Connection* connection) noexcept {
  try {
    auto& server = *static_cast<Server*>(cls);
    auto turn = std::make_unique<Turn>();
    turn->exchange = std::make_shared<Exchange>(server);
    turn->target = uri;
    turn->target_at = uri;
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    turn->connection = info != nullptr ? static_cast<Connection*>(info->socket_context) : nullptr;
    turn->exchange->connection_ = connection;
    turn->exchange->socket_ = turn->connection;
    if (turn->connection != nullptr) {
      turn->connection->exchange = turn->exchange;
      server.set_phase(*turn->connection, Connection::Phase::headers);
    }
    return turn.release();
  } catch (...) {
    return nullptr;
  }
}

MHD_Result ServerCallbacks::on_access(void* cls, MHD_Connection* connection, const char*, const char* method,
                                      const char* version, const char* upload, size_t* upload_bytes,
                                      void** context) noexcept {
  auto& server = *static_cast<Server*>(cls);
  auto* turn = static_cast<Turn*>(*context);
  if (turn == nullptr || turn->connection == nullptr) {
    return MHD_NO;
  }
  try {
    if (!turn->has_headers) {
      turn->has_headers = true;
      return begin(server, connection, *turn, method, version);
    }
    if (*upload_bytes > 0) {
      return take_body(server, *turn, upload, upload_bytes);
    }
    if (turn->is_dispatched) {
      return go_on(connection, *turn);
    }
    return dispatch(server, *turn);
  } catch (...) {
    return MHD_NO;
  }
}

// Called again after the request has been handed on: its answer has come, its client has left, or it waits. One that waits
// for long is suspended, so that it costs nothing at each turn; a short one is not, which saves taking it out of
// libmicrohttpd's epoll set and putting it back.
MHD_Result ServerCallbacks::go_on(MHD_Connection* connection, Turn& turn) {
  Exchange& exchange = *turn.exchange;
  exchange.queue_late();
  if (exchange.has_answer_) {
    return MHD_YES;
  }
  if (turn.connection->is_cut) {
    return MHD_NO;
  }
  if (monotonic_ms() - turn.connection->phase_since_ms >= patience_ms) {
    exchange.set_waiting(false);
    exchange.is_suspended_ = true;
    MHD_suspend_connection(connection);
  }
  return MHD_YES;
}

MHD_Result ServerCallbacks::begin(Server& server, MHD_Connection* connection, Turn& turn, const char* method,
                                  const char* version) {
  Exchange& exchange = *turn.exchange;
  exchange.is_in_handler_ = true;
  FieldWalk walk{&exchange.request_.headers};
  fill_request(server, connection, turn, method, version);
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, add_field, &walk);
  const Request& request = exchange.request_;
  if (auto refusal =
          find_refusal({request.method, request.target, request.version, request.headers}, server.options_.gate)) {
    refuse(server, turn, refusal->status, refusal->error, refusal->must_close);
  } else if (!walk.is_sound || !ends_with_fields(walk, connection, method)) {
    refuse(server, turn, 400, malformed("malformed header line"), true);
  } else if (turn.target_at != method + request.method.size() + 1 ||
             version != turn.target_at + request.target.size() + 1) {
    refuse(server, turn, 400, malformed("malformed request target"), true);
  } else {
    std::string_view length = request.headers.find("Content-Length").value_or("0");
    turn.announced_bytes = std::strtoull(std::string(length).c_str(), nullptr, 10);
    if (length.size() > 18 || turn.announced_bytes > server.options_.limits.body_bytes) {
      refuse(server, turn, 413, core::Error(core::sqlstate::too_large, "request body is too large"), true);
    } else {
      exchange.request_.client_address =
          server.options_.trusted_proxies.empty()
              ? request.peer_address
              : client_address(request.peer_address, request.headers.joined("X-Forwarded-For"),
                               server.options_.trusted_proxies);
      server.set_phase(*turn.connection, Connection::Phase::body);
    }
  }
  exchange.is_in_handler_ = false;
  return MHD_YES;
}

void ServerCallbacks::fill_request(Server&, MHD_Connection*, Turn& turn, const char* method, const char* version) {
  Request& request = turn.exchange->request_;
  request.method = method;
  request.target = std::move(turn.target);
  request.version = version;
  request.peer_address = turn.connection->peer;
  request.client_address = request.peer_address;
  request.id = core::Uuid::random();
  request.request_id = request.id.text();
}

MHD_Result ServerCallbacks::take_body(Server& server, Turn& turn, const char* upload, size_t* upload_bytes) {
  size_t limit = server.options_.limits.body_bytes;
  std::string& body = turn.exchange->request_.body;
  if (turn.swallowed_bytes > 0 || body.size() + *upload_bytes > limit) {
    // Too large without having said so (chunked). libmicrohttpd takes no answer in the middle of a body, so the refusal goes
    // past it; then what comes is read away for a while, since closing at once would destroy the answer on its way.
    if (turn.swallowed_bytes == 0) {
      send_past(server, turn, core::Error(core::sqlstate::too_large, "request body is too large"));
    }
    turn.swallowed_bytes += *upload_bytes;
    body.clear();
    body.shrink_to_fit();
    if (turn.swallowed_bytes > limit) {
      return MHD_NO;
    }
  } else {
    // All that was announced at once, where a good part of it has come: growing by doubling would need three times as much.
    if (body.size() >= announcement_bytes && body.capacity() < turn.announced_bytes) {
      body.reserve(turn.announced_bytes);
    }
    body.append(upload, *upload_bytes);
  }
  *upload_bytes = 0;
  server.has_work_ = true;
  return MHD_YES;
}

void ServerCallbacks::send_past(Server& server, Turn& turn, const core::Error& error) {
  Response response = server.options_.refuse(error, turn.exchange->request_);
  std::string text =
      "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: " + std::to_string(response.body.size()) +
      "\r\n";
  text.append(turn.exchange->header_lines(response)).append("\r\n").append(response.body);
  // A few hundred bytes into an empty socket buffer: what does not fit is lost with the connection.
  [[maybe_unused]] ssize_t sent = ::send(turn.connection->fd, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

MHD_Result ServerCallbacks::dispatch(Server& server, Turn& turn) {
  turn.is_dispatched = true;
  ExchangePtr exchange = turn.exchange;
  if (exchange->has_answer_) {
    return MHD_YES;
  }
  server.set_phase(*turn.connection, Connection::Phase::answering);
  exchange->is_in_handler_ = true;
  if (turn.swallowed_bytes > 0) {
    return MHD_NO; // refused already
  }
  try {
    exchange->request_.decoded = parse_target(exchange->request_.target);
    server.options_.handle(exchange);
  } catch (const core::Error& error) {
    exchange->respond(server.options_.refuse(error, exchange->request_));
  }
  exchange->is_in_handler_ = false;
  exchange->set_waiting(!exchange->has_answer_);
  return MHD_YES;
}

void ServerCallbacks::refuse(Server& server, Turn& turn, int status, const core::Error& error, bool must_close) {
  Response response = server.options_.refuse(error, turn.exchange->request_);
  response.status = status;
  if (must_close) {
    response.headers.add("Connection", "close");
  }
  turn.is_dispatched = true;
  turn.exchange->respond(std::move(response));
}

void ServerCallbacks::on_completed(void* cls, MHD_Connection*, void** context,
                                   MHD_RequestTerminationCode how) noexcept {
  std::unique_ptr<Turn> turn(static_cast<Turn*>(*context));
  *context = nullptr;
  if (!turn) {
    return;
  }
  try {
    auto& server = *static_cast<Server*>(cls);
    // What it was sent meanwhile must be looked for: libmicrohttpd watches a connection only after it has found it empty.
    server.has_work_ = true;
    if (turn->connection != nullptr) {
      server.set_phase(*turn->connection, Connection::Phase::between);
    }
    turn->exchange->gone(how == MHD_REQUEST_TERMINATED_COMPLETED_OK);
  } catch (...) {
    // The client has gone already: there is nobody to tell.
  }
}

void ServerCallbacks::on_connection(void* cls, MHD_Connection* connection, void** socket_context,
                                    MHD_ConnectionNotificationCode what) noexcept {
  auto& server = *static_cast<Server*>(cls);
  try {
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
      auto* known = static_cast<Connection*>(*socket_context);
      *socket_context = nullptr;
      if (known != nullptr) {
        server.forget(known);
      }
      return;
    }
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info == nullptr) {
      return;
    }
    auto fresh = std::make_unique<Connection>();
    fresh->fd = info->connect_fd;
    fresh->peer = server.accepted_peers_[fresh->fd];
    server.accepted_peers_.erase(fresh->fd);
    server.unauthenticated_[fresh->peer]++;
    fresh->place = server.connections_.insert(server.connections_.end(), fresh.get());
    server.set_phase(*fresh, Connection::Phase::headers);
    *socket_context = fresh.release();
  } catch (...) {
    // Without a Connection the first request is answered by hanging up (on_access).
  }
}

} // namespace studio::http
