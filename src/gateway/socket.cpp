#include "gateway/socket.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/query_ticket.h"
#include "gateway/socket_hub.h"
#include "gateway/socket_query.h"
#include "pg/settings.h"
#include "wire/message_json.h"

namespace studio::gateway {

namespace {

constexpr size_t outbox_low_bytes = 128 * 1024;
constexpr size_t outbox_high_bytes = 256 * 1024;
constexpr size_t unheeded_limit_bytes = 1024 * 1024;
constexpr size_t read_bytes = 64 * 1024;
constexpr size_t through_bytes = 16 * 1024;          // larger lines go past the outbox where the socket takes them
constexpr size_t stranger_message_bytes = 16 * 1024; // before authentication: room for a token
constexpr int64_t initial_credit_bytes = 1024 * 1024;
constexpr size_t query_limit = 64;
constexpr int message_limit_per_s = 256;
constexpr int64_t authenticate_limit_ms = 10000;
constexpr int64_t ping_interval_ms = 30000;
constexpr int64_t silence_limit_ms = 75000;
constexpr int64_t close_limit_ms = 5000;

} // namespace

Socket::Socket(SocketHub& hub, int fd, std::string address)
    : hub_(hub), fd_(fd), serial_(hub.next_serial()), address_(std::move(address)),
      outbox_(outbox_low_bytes, outbox_high_bytes), conversation_(outbox_, stranger_message_bytes),
      connected_at_ms_(now_ms()), last_heard_ms_(connected_at_ms_) {}

Socket::~Socket() { drop(); }

void Socket::start(const std::string& first_bytes) {
  events_ = EPOLLIN | EPOLLRDHUP;
  hub_.poller().add(fd_, events_, this);
  if (!first_bytes.empty()) {
    conversation_.feed(first_bytes);
    take_messages();
  }
  flush();
}

void Socket::on_events(uint32_t events) {
  std::shared_ptr<Socket> keep = shared_from_this();
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR | EPOLLRDHUP)) != 0) {
    read_all();
  }
  if (!is_gone()) {
    flush();
  }
  if (owes_schemas_ && may_send()) {
    tell_schemas();
  }
}

void Socket::read_all() {
  char buffer[read_bytes];
  for (int turn = 0; turn < 16 && !is_gone(); turn++) {
    ssize_t bytes = recv(fd_, buffer, sizeof buffer, 0);
    if (bytes < 0 && (errno == EAGAIN || errno == EINTR)) {
      return;
    }
    if (bytes <= 0) {
      drop();
      return;
    }
    last_heard_ms_ = now_ms();
    conversation_.feed(std::string_view(buffer, static_cast<size_t>(bytes)));
    take_messages();
  }
}

void Socket::take_messages() {
  while (!is_gone()) {
    std::optional<std::string> message = conversation_.next_message();
    if (!message) {
      return;
    }
    wire::ClientMessage parsed = wire::parse_client_message(*message);
    // Credit is as frequent as pages are, and costs nothing.
    if (!std::holds_alternative<wire::CreditMessage>(parsed) && is_flooding()) {
      close(ws::CloseCode::rate, "too many messages");
      return;
    }
    std::visit([this](const auto& each) { handle(each); }, parsed);
  }
}

bool Socket::is_flooding() {
  int64_t second = now_ms() / 1000;
  message_count_ = second == message_second_ ? message_count_ + 1 : 1;
  message_second_ = second;
  return message_count_ > message_limit_per_s;
}

void Socket::handle(const wire::AuthenticateMessage& message) {
  if (is_authenticating_) {
    return;
  }
  is_authenticating_ = true;
  std::weak_ptr<Socket> self = weak_from_this();
  hub_.access().authenticate(message.access_token, address_, [self](const Outcome<Identity>& outcome) {
    std::shared_ptr<Socket> socket = self.lock();
    if (!socket || socket->is_gone()) {
      return;
    }
    socket->is_authenticating_ = false;
    bool is_other = outcome.value && socket->identity_ && socket->identity_->account != outcome.value->account;
    if (outcome.error || is_other) {
      socket->close(ws::CloseCode::token, outcome.error ? outcome.error->message : "the token is another account's");
      return;
    }
    socket->identity_ = outcome.value;
    socket->conversation_.set_message_limit(static_cast<size_t>(pg::settings.max_body_bytes) + 1024 * 1024);
    socket->send(wire::ready_message());
  });
}

void Socket::handle(const wire::QueryMessage& message) {
  begin(message.id, message.connection, message.credit_bytes,
        [request = message.request](SocketQuery&, const core::Uuid& id, const Identity& identity, const Grant& grant) {
          return query_ticket(id, identity, grant, request);
        });
}

void Socket::handle(const wire::RowsSelectMessage& message) {
  begin(message.id, message.connection, message.credit_bytes,
        [request = message.request](SocketQuery& query, const core::Uuid& id, const Identity& identity,
                                    const Grant& grant) {
          query.cursor.emplace(keys().cursor_keys(), identity.account, grant.connection, request);
          std::string after = request.cursor.empty() ? std::string() : query.cursor->open(request.cursor);
          return rows_select_ticket(id, identity, grant, request, after);
        });
}

void Socket::handle(const wire::RowsChangeMessage& message) {
  begin(message.id, message.connection, message.credit_bytes,
        [request = message.request](SocketQuery&, const core::Uuid& id, const Identity& identity, const Grant& grant) {
          return rows_change_ticket(id, identity, grant, request);
        });
}

template <typename Build>
void Socket::begin(const std::string& id, const core::Uuid& connection, std::optional<int64_t> credit, Build build) {
  if (!may_start(id)) {
    return;
  }
  auto query = std::make_shared<SocketQuery>(weak_from_this(), id, credit.value_or(initial_credit_bytes));
  queries_[id] = query;
  with_grant(id, connection, [query, id, identity = *identity_, build](Socket& socket, const Grant& grant) {
    if (query->is_cancelled) {
      socket.refuse(id, core::Error(core::sqlstate::query_canceled, "canceling statement due to user request"));
      return;
    }
    try {
      TicketPtr ticket = build(*query, core::Uuid::random(), identity, grant);
      ticket->consumer = query;
      query->ticket = ticket;
      socket.hub_.pool().submit(ticket);
    } catch (const core::Error& error) {
      socket.refuse(id, error);
    }
  });
}

// Goes on where he may use the connection and has not too many sockets; else refuses what bears this id.
void Socket::with_grant(const std::string& id, const core::Uuid& connection,
                        std::function<void(Socket&, const Grant&)> then) {
  std::weak_ptr<Socket> self = weak_from_this();
  core::Uuid account = identity_->account;
  hub_.access().grant(account, connection, [self, id, account, then](const Outcome<Grant>& outcome) {
    std::shared_ptr<Socket> socket = self.lock();
    if (!socket || socket->is_gone()) {
      return;
    }
    if (outcome.error) {
      socket->refuse(id, *outcome.error);
      return;
    }
    socket->organizations_.insert(outcome.value->organization);
    Usage used = socket->hub_.count_until(*socket, outcome.value->organization, account);
    if (auto error = over_limit("sockets", used, outcome.value->limits, &UsageLimit::sockets)) {
      socket->refuse(id, *error);
      return;
    }
    then(*socket, *outcome.value);
  });
}

bool Socket::may_start(const std::string& id) {
  if (!identity_) {
    close(ws::CloseCode::policy, "authenticate first");
    return false;
  }
  if (is_open(id)) {
    handle(wire::RefusedMessage{
        id, core::Error(core::sqlstate::object_in_use, "id \"" + id + "\" is in use on this socket")});
    return false;
  }
  if (queries_.size() + follows_.size() >= query_limit) {
    core::Error error(core::sqlstate::configuration_limit_exceeded, "too many queries on this socket");
    error.with_detail("At most " + std::to_string(query_limit) + " may run or wait at once.");
    send(wire::error_message(id, error, ""));
    return false;
  }
  return true;
}

void Socket::handle(const wire::CreditMessage& message) {
  auto found = queries_.find(message.id);
  if (found != queries_.end()) {
    found->second->add_credit(message.bytes);
  }
}

void Socket::handle(const wire::CancelMessage& message) {
  end_follow(message.id);
  auto found = queries_.find(message.id);
  if (found == queries_.end()) {
    return; // it has just ended: nothing to cancel, nothing to complain of
  }
  std::shared_ptr<SocketQuery> query = found->second;
  query->is_cancelled = true;
  if (TicketPtr ticket = query->ticket.lock()) {
    hub_.pool().cancel(ticket, channel::CancelReason::user);
  }
}

// Where the id is an open query's, it is left out: with it, the error would be the end of that query.
void Socket::handle(const wire::RefusedMessage& message) {
  std::string_view id = is_open(message.id) ? std::string_view() : std::string_view(message.id);
  send(wire::error_message(id, message.error, ""));
}

void Socket::refuse(const std::string& id, const core::Error& error) {
  queries_.erase(id);
  follows_.erase(id);
  send(wire::error_message(id, error, ""));
}

void Socket::forget_query(const std::string& id) { queries_.erase(id); }

ssize_t Socket::write_parts(const iovec* parts, int count) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts);
  message.msg_iovlen = static_cast<size_t>(count);
  ssize_t bytes = sendmsg(fd_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (bytes < 0) {
    return errno == EAGAIN || errno == EINTR ? 0 : -1;
  }
  return bytes;
}

// Rows wait in their ring while the outbox is full; what must be said all the same (answers to what he sends, the ends of
// cancelled queries) is little, unless he goes on asking and does not read. False where that has gone too far.
bool Socket::is_heeded(size_t bytes) {
  unheeded_bytes_ = outbox_.is_full() ? unheeded_bytes_ + bytes : 0;
  if (unheeded_bytes_ > unheeded_limit_bytes) {
    close(ws::CloseCode::try_again_later, "the answers are not read");
    return false;
  }
  return true;
}

void Socket::send(std::string_view message) {
  if (!is_gone() && is_heeded(message.size())) {
    conversation_.send_text({message});
    flush();
  }
}

void Socket::send_line(const std::string& id, std::string_view line) {
  if (is_gone() || conversation_.state() != ws::ConversationState::open || !is_heeded(line.size())) {
    return;
  }
  std::string prefix = wire::socket_prefix(id);
  if (line.size() < through_bytes) {
    conversation_.send_text({prefix, line, wire::socket_suffix});
    flush();
    return;
  }
  size_t bytes = prefix.size() + line.size() + wire::socket_suffix.size();
  std::optional<ws::FrameHeader> header = conversation_.open_text(bytes);
  if (!header) {
    return;
  }
  ws::WriteOutcome outcome =
      outbox_.write_through({header->text(), prefix, line, wire::socket_suffix},
                            [this](const iovec* parts, int count) { return write_parts(parts, count); });
  conversation_.wrote_text(bytes);
  if (outcome == ws::WriteOutcome::broken) {
    drop();
  } else {
    update_events();
  }
}

void Socket::flush() {
  ws::WriteOutcome outcome = outbox_.flush([this](const iovec* parts, int count) { return write_parts(parts, count); });
  bool is_over = conversation_.state() == ws::ConversationState::closed && outbox_.is_empty();
  if (outcome == ws::WriteOutcome::broken || is_over) {
    drop();
    return;
  }
  update_events();
}

void Socket::update_events() {
  uint32_t wanted = EPOLLIN | EPOLLRDHUP | (outbox_.is_empty() ? 0u : static_cast<uint32_t>(EPOLLOUT));
  if (wanted != events_ && !is_gone()) {
    events_ = wanted;
    hub_.poller().change(fd_, events_, this);
  }
}

void Socket::close(ws::CloseCode code, std::string_view reason) {
  if (is_gone()) {
    return;
  }
  conversation_.close(code, reason);
  closing_since_ms_ = closing_since_ms_ == 0 ? now_ms() : closing_since_ms_;
  flush();
}

// The client is gone or has said good-bye: what it had running is cancelled.
void Socket::drop() {
  if (is_gone()) {
    return;
  }
  hub_.poller().remove(fd_);
  ::close(fd_);
  fd_ = -1;
  hub_.note_gone(*this);
  follows_.clear();
  std::map<std::string, std::shared_ptr<SocketQuery>> queries = std::move(queries_);
  queries_.clear();
  for (const auto& [id, query] : queries) {
    query->is_cancelled = true;
    if (TicketPtr ticket = query->ticket.lock()) {
      hub_.pool().cancel(ticket, channel::CancelReason::user);
    }
  }
}

void Socket::sweep(int64_t now) {
  if (is_gone()) {
    return;
  }
  if (closing_since_ms_ == 0 && conversation_.state() != ws::ConversationState::open) {
    closing_since_ms_ = now; // he has broken the protocol and does not read our close
  }
  if (closing_since_ms_ != 0) {
    if (now - closing_since_ms_ > close_limit_ms) {
      drop();
    }
  } else if (!identity_) {
    if (now - connected_at_ms_ > authenticate_limit_ms) {
      close(ws::CloseCode::token, "no authentication in time");
    }
  } else if (identity_->expires_at_s <= time(nullptr)) {
    close(ws::CloseCode::token, "the access token has expired");
  } else if (now - last_heard_ms_ > silence_limit_ms) {
    drop();
  } else if (now - last_heard_ms_ > ping_interval_ms && now - last_pinged_ms_ > ping_interval_ms) {
    last_pinged_ms_ = now;
    conversation_.send_ping();
    flush();
  }
}

void Socket::check_access() {
  if (!identity_ || is_gone()) {
    return;
  }
  std::weak_ptr<Socket> self = weak_from_this();
  hub_.access().check_session(*identity_, [self](const Outcome<Identity>& outcome) {
    std::shared_ptr<Socket> socket = self.lock();
    if (socket && outcome.error && outcome.error->code == core::sqlstate::invalid_authorization) {
      socket->close(ws::CloseCode::token, "the sign-in has ended");
    }
  });
  check_follows();
}

} // namespace studio::gateway
