// Named runner sessions: list mine, end one.
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/timestamp.h"
#include "gateway/words.h"

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

void write_session(core::JsonWriter& json, const SessionView& session) {
  int64_t now = now_ms();
  json.begin_object().key("session").string(session.name).key("connection_id").string(session.connection.text());
  json.key("state").string(state_name(session));
  json.key("last_used_at").string(timestamp_ms_ago(now - session.last_used_ms));
  bool is_open = session.transaction_since_ms != 0;
  json.key("transaction_since").string_or_null(is_open ? timestamp_ms_ago(now - session.transaction_since_ms) : "");
  json.key("expires_at").string_or_null(session.is_running ? "" : timestamp_ms_ago(now - session.expires_at_ms));
  json.key("savepoints").begin_array();
  for (const std::string& name : session.savepoints) {
    json.string(as_utf8(name));
  }
  json.end_array().end_object();
}

void list_sessions(Gateway& gateway, const Call& call) {
  core::JsonWriter json;
  json.begin_object().key("items").begin_array();
  for (const SessionView& session : gateway.pool().sessions(call.identity.account)) {
    write_session(json, session);
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
