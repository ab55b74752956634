// Following a schema, and the part of Socket that does it.
#include "gateway/schema_follow.h"

#include <string>
#include <utility>
#include <vector>

#include "channel/registry.h"
#include "gateway/socket.h"
#include "gateway/socket_hub.h"
#include "pg/guard.h"
#include "wire/message_json.h"

extern "C" {
#include "access/xlog.h"
}

namespace studio::gateway {

void SchemaFollow::allow(const Grant& grant) {
  is_granted = true;
  database = grant.database;
  is_remote = grant.remote != nullptr;
}

std::optional<uint64_t> SchemaFollow::generation() const {
  if (is_remote || pg::call([] { return RecoveryInProgress(); })) {
    return std::nullopt;
  }
  return channel::schema_generation(&channel::registry()->generations, database);
}

void Socket::handle(const wire::FollowSchemaMessage& message) {
  if (!may_start(message.id)) {
    return;
  }
  follows_[message.id].connection = message.connection;
  with_grant(message.id, message.connection, [id = message.id](Socket& socket, const Grant& grant) {
    auto found = socket.follows_.find(id);
    if (found == socket.follows_.end()) {
      return;
    }
    if (found->second.is_cancelled) {
      socket.follows_.erase(found);
      return;
    }
    found->second.allow(grant);
    socket.tell_schemas();
  });
}

// Until its grant has come, the id stays taken: the refusal that may come then must not hit another request.
void Socket::end_follow(const std::string& id) {
  auto found = follows_.find(id);
  if (found == follows_.end()) {
    return;
  }
  if (found->second.is_granted) {
    follows_.erase(found);
  } else {
    found->second.is_cancelled = true;
  }
}

void Socket::tell_schemas() {
  owes_schemas_ = !follows_.empty() && !may_send();
  if (owes_schemas_) {
    return;
  }
  // All are found before one is sent: sending may find out that the client has gone.
  std::vector<std::pair<std::string, std::string>> due;
  for (auto& [id, follow] : follows_) {
    if (!follow.is_granted) {
      continue;
    }
    std::optional<uint64_t> generation = follow.generation();
    if (!follow.is_told || follow.told != generation) {
      follow.is_told = true;
      follow.told = generation;
      due.emplace_back(id, wire::schema_line(generation));
    }
  }
  for (const auto& [id, line] : due) {
    send_line(id, line);
  }
}

void Socket::check_follows() {
  std::weak_ptr<Socket> self = weak_from_this();
  std::map<std::string, SchemaFollow> follows = follows_;
  for (const auto& [id, follow] : follows) {
    if (!follow.is_granted) {
      continue;
    }
    hub_.access().grant(identity_->account, follow.connection, [self, id = id](const Outcome<Grant>& outcome) {
      std::shared_ptr<Socket> socket = self.lock();
      if (!socket || !socket->follows_.contains(id)) {
        return;
      }
      if (outcome.error) {
        socket->refuse(id, *outcome.error);
      } else {
        socket->follows_[id].allow(*outcome.value);
        socket->tell_schemas();
      }
    });
  }
}

} // namespace studio::gateway
