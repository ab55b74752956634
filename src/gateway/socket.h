// One WebSocket of a browser (doc/protocol.md 8): its conversation, who speaks, and the queries that run over it.
//
//   connected ──authenticate──► open ──either side closes──► closing ──all written──► gone
//
// Owned by SocketHub. A socket never keeps others waiting: what its reader does not take stays in its runners' rings.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "wire/message.h"
#include "ws/conversation.h"
#include "ws/outbox.h"

#include "gateway/access.h"
#include "gateway/poller.h"
#include "gateway/schema_follow.h"

namespace studio::gateway {

class SocketHub;
class SocketQuery;

class Socket : public PollTarget, public std::enable_shared_from_this<Socket> {
public:
  Socket(SocketHub& hub, int fd, std::string address);
  ~Socket() override;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void start(const std::string& first_bytes);
  void on_events(uint32_t events) override;

  // For SocketQuery.
  bool may_send() const { return !outbox_.is_full() && !is_gone(); }
  void send_line(const std::string& id, std::string_view line);
  void send(std::string_view message);
  void forget_query(const std::string& id);

  void close(ws::CloseCode code, std::string_view reason);
  // Deadlines: authentication, pings, a token that has run out, an unread close.
  void sweep(int64_t now_ms);
  // The access epoch has moved: is the one who speaks still allowed to?
  void check_access();
  // Sends the generations that have moved to this socket's followers; what its reader has no room for waits until he has.
  void tell_schemas();

  bool is_gone() const { return fd_ < 0; }
  bool is_authenticated() const { return identity_.has_value(); }
  bool is_of(const core::Uuid& account) const { return identity_ && identity_->account == account; }
  // Has it asked anything of a connection of this organization?
  bool uses(const core::Uuid& organization) const { return organizations_.contains(organization); }
  const std::string& address() const { return address_; }
  int64_t connected_at_ms() const { return connected_at_ms_; }
  uint64_t serial() const { return serial_; } // grows from socket to socket

private:
  void read_all();
  void take_messages();
  void handle(const wire::AuthenticateMessage& message);
  void handle(const wire::QueryMessage& message);
  void handle(const wire::RowsSelectMessage& message);
  void handle(const wire::RowsChangeMessage& message);
  void handle(const wire::CreditMessage& message);
  void handle(const wire::CancelMessage& message);
  void handle(const wire::FollowSchemaMessage& message);
  void handle(const wire::RefusedMessage& message);
  bool is_flooding();
  bool is_open(const std::string& id) const { return queries_.contains(id) || follows_.contains(id); }
  bool may_start(const std::string& id);
  void with_grant(const std::string& id, const core::Uuid& connection, std::function<void(Socket&, const Grant&)> then);
  template <typename Build>
  void begin(const std::string& id, const core::Uuid& connection, std::optional<int64_t> credit, Build build);
  void refuse(const std::string& id, const core::Error& error);
  void check_follows();
  void end_follow(const std::string& id);
  bool is_heeded(size_t bytes);
  ssize_t write_parts(const struct iovec* parts, int count);
  void flush();
  void update_events();
  void drop();

  SocketHub& hub_;
  int fd_;
  uint64_t serial_;
  std::string address_;
  ws::Outbox outbox_;
  ws::Conversation conversation_;
  std::optional<Identity> identity_;
  std::unordered_set<core::Uuid, core::UuidHash> organizations_; // whose connections it has used
  std::map<std::string, std::shared_ptr<SocketQuery>> queries_;
  std::map<std::string, SchemaFollow> follows_; // by the client's id, as queries are
  bool owes_schemas_ = false;                   // a generation has moved while the outbox was full
  uint32_t events_ = 0;
  int64_t connected_at_ms_;
  int64_t last_heard_ms_;
  int64_t last_pinged_ms_ = 0;
  int64_t closing_since_ms_ = 0;
  bool is_authenticating_ = false;
  size_t unheeded_bytes_ = 0; // put into a full outbox since it was last not full
  int message_count_ = 0;     // in the present second, against a flood
  int64_t message_second_ = 0;
};

} // namespace studio::gateway
