// Named runner sessions: list mine, end one.
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/timestamp.h"

namespace studio::gateway::handlers {

namespace {

const char* state_name(const SessionView& session) {
  if (session.is_running) {
    return "running";
  }
  switch (session.transaction) {
  case channel::TransactionState::in_transaction:
    return "in_transaction";
  case channel::TransactionState::failed:
    return "in_failed_transaction";
  default:
    return "idle";
  }
}

} // namespace

void list_sessions(Gateway& gateway, const Call& call) {
  core::JsonWriter json;
  int64_t now = now_ms();
  json.begin_object().key("items").begin_array();
  for (const SessionView& session : gateway.pool().sessions(call.identity.account)) {
    json.begin_object().key("session").string(session.name).key("connection_id").string(session.connection.text());
    json.key("state")
        .string(state_name(session))
        .key("last_used_at")
        .string(timestamp_ms_ago(now - session.last_used_ms));
    json.end_object();
  }
  call.answer(200, json.end_array().key("next").null().end_object().take());
}

void end_session(Gateway& gateway, const Call& call) {
  std::optional<core::Uuid> connection;
  if (auto text = call.request().decoded.query.find("connection")) {
    connection = core::Uuid::parse(*text);
    if (!connection) {
      throw core::Error(core::sqlstate::invalid_parameter_value, "parameter \"connection\" must be a UUID");
    }
  }
  std::string name(call.parameters.at("session"));
  if (gateway.pool().end_sessions(call.identity.account, name, connection ? &*connection : nullptr) == 0) {
    throw core::Error(core::sqlstate::not_found, "no session with this name");
  }
  call.answer_empty(204);
}

} // namespace studio::gateway::handlers
