// Connections: which database, as which role. The service runner decides; a role's password is checked by the credential
// runner before, and goes no further than it.
#include "core/digest.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/bare_consumer.h"
#include "gateway/clock.h"
#include "gateway/handlers/handlers.h"
#include "gateway/handlers/remote_connection.h"
#include "gateway/query_ticket.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t name_bytes = 256;
constexpr size_t display_name_bytes = 800; // 200 characters; how many there are, the service counts

std::string id_argument(const Call& call) {
  core::JsonWriter json;
  return json.begin_object().key("id").string(call.uuid("id").text()).end_object().take();
}

// What of the body goes to the operation, checked; the role's password is kept apart.
struct ConnectionBody {
  core::JsonWriter argument; // an open object
  std::string role;
  std::string role_password;
  bool has_password = false;
};

void copy_string(const core::JsonObject& from, core::JsonWriter& to, std::string_view name,
                 size_t limit_bytes = name_bytes) {
  if (auto value = from.optional_string(name, limit_bytes)) {
    to.key(name).string(*value);
  } else if (auto present = from.find(name); present && present->is_null()) {
    to.key(name).null();
  }
}

// As it was written, so that the operation says what is wrong with one that is no number.
void copy_number(const core::JsonObject& from, core::JsonWriter& to, std::string_view name) {
  auto value = from.find(name);
  if (!value) {
    return;
  }
  to.key(name);
  if (value->kind() == core::JsonKind::number) {
    to.raw(value->text());
  } else if (value->is_null()) {
    to.null();
  } else {
    to.string(value->text());
  }
}

void copy_settings(const core::JsonObject& from, core::JsonWriter& to) {
  auto settings = from.optional_object("settings");
  if (!settings) {
    return;
  }
  if (!settings->has_only_texts()) {
    throw core::Error(core::sqlstate::invalid_parameter_value,
                      "field \"settings\" must hold names of settings and texts");
  }
  to.key("settings").begin_object();
  for (const auto& [name, value] : settings->texts()) {
    to.key(name).string(value);
  }
  to.end_object();
}

// What a session begins with and how much it may.
void copy_session_fields(const core::JsonObject& from, core::JsonWriter& to) {
  copy_string(from, to, "default_schema");
  copy_settings(from, to);
  for (const char* name : {"row_limit", "timeout_ms", "pool_size"}) {
    copy_number(from, to, name);
  }
}

ConnectionBody read_body(const Call& call, bool is_new) {
  core::JsonDocument document = call.body();
  core::JsonObject object = document.root_object();
  ConnectionBody body;
  body.argument.begin_object();
  if (is_new) {
    object.refuse_others({"name", "kind", "database", "role", "role_password", "organization_id", "is_read_only",
                          "environment", "color", "default_schema", "settings", "row_limit", "timeout_ms",
                          "pool_size"});
    body.argument.key("name").string(object.string("name", display_name_bytes));
    body.argument.key("kind").string(object.string("kind", name_bytes));
    body.argument.key("database").string(object.string("database", name_bytes));
    body.role = object.string("role", name_bytes);
    body.argument.key("role").string(body.role);
    copy_string(object, body.argument, "organization_id");
  } else {
    object.refuse_others({"name", "is_read_only", "environment", "color", "role_password", "default_schema", "settings",
                          "row_limit", "timeout_ms", "pool_size"});
    body.argument.key("id").string(call.uuid("id").text());
    copy_string(object, body.argument, "name", display_name_bytes);
  }
  if (auto flag = object.optional_boolean("is_read_only")) {
    body.argument.key("is_read_only").boolean(*flag);
  }
  copy_string(object, body.argument, "environment");
  copy_string(object, body.argument, "color");
  copy_session_fields(object, body.argument);
  if (auto password = object.optional_string("role_password", 1024)) {
    body.has_password = true;
    body.role_password = *password;
  }
  return body;
}

using WithArgument = std::function<void(std::string argument)>;

void prove(Gateway& gateway, const Call& call, const std::string& role, std::string& password,
           std::shared_ptr<core::JsonWriter> argument, const WithArgument& then) {
  gateway.credentials().check_role(role, password, call.request().client_address, Credentials::Purpose::proof,
                                   [call, argument, then](const ServiceReply& reply) {
                                     if (reply.error) {
                                       call.fail(*reply.error);
                                       return;
                                     }
                                     argument->key("proven").raw(reply.json);
                                     then(argument->end_object().take());
                                   });
  core::wipe(password);
}

// Proves the role by its password where one came, then goes on with the operation's argument.
void with_proof(Gateway& gateway, const Call& call, ConnectionBody body, const WithArgument& then) {
  if (!body.has_password) {
    then(body.argument.end_object().take());
    return;
  }
  auto argument = std::make_shared<core::JsonWriter>(std::move(body.argument));
  prove(gateway, call, body.role, body.role_password, argument, then);
}

std::string test_answer(const std::string& checked, const BareResult& result, int64_t latency_ms) {
  core::JsonDocument document = core::JsonDocument::parse(checked, core::JsonLimits{checked.size() + 1});
  core::JsonObject object = document.root_object();
  core::JsonWriter json;
  json.begin_object().key("ok").boolean(true);
  json.key("server_version").string(result.first_text());
  json.key("role").string(object.string("role", name_bytes));
  json.key("is_superuser").boolean(object.optional_boolean("is_superuser").value_or(false));
  json.key("latency_ms").integer(latency_ms);
  return json.end_object().take();
}

// The version, or nothing where the default schema does not exist.
constexpr char try_question[] =
    "SELECT CASE WHEN $1::pg_catalog.text IS NULL "
    "OR EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname OPERATOR(pg_catalog.=) $1::pg_catalog.text) "
    "THEN pg_catalog.current_setting('server_version') ELSE '' END";

// How the session is to begin, of a connection that is only tried.
struct TriedSession {
  std::string setup;
  std::optional<std::string> default_schema;
};

TriedSession tried_session(const core::JsonObject& object) {
  TriedSession session{read_setup(object), std::nullopt};
  if (auto schema = object.optional_string("default_schema", name_bytes)) {
    session.default_schema = std::string(*schema);
  }
  return session;
}

void answer_test(const Call& call, const std::string& checked, const TriedSession& session,
                 const Outcome<BareResult>& outcome, int64_t latency_ms) {
  if (outcome.error) {
    call.fail(*outcome.error);
  } else if (outcome.value->first_text().empty()) {
    call.fail(core::Error("3F000", "schema \"" + session.default_schema.value_or("") + "\" does not exist")
                  .with_hint("Create it, or choose another default schema for the connection."));
  } else {
    call.answer(200, test_answer(checked, *outcome.value, latency_ms));
  }
}

// Starts a real runner for (database, role): what it says is what the user would meet.
void try_out(Gateway& gateway, const Call& call, const std::string& checked, const TriedSession& session) {
  core::JsonDocument document = core::JsonDocument::parse(checked, core::JsonLimits{checked.size() + 1});
  core::JsonObject object = document.root_object();
  Grant grant;
  grant.setup = session.setup;
  grant.database = static_cast<Oid>(object.integer("database_oid", 1, UINT32_MAX));
  grant.role = static_cast<Oid>(object.integer("role_oid", 1, UINT32_MAX));
  TicketPtr ticket = catalog_ticket(call.request_uuid(), call.identity, grant, try_question, {session.default_schema});
  ticket->connection.reset();
  ticket->queue_deadline_ms = now_ms() + 10000;
  int64_t asked_at = now_ms();
  BareConsumer::start(gateway.pool(), ticket, [call, checked, session, asked_at](const Outcome<BareResult>& outcome) {
    answer_test(call, checked, session, outcome, now_ms() - asked_at);
  });
}

} // namespace

void list_connections(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, "list_connections", "{}", 200);
}

void connection_defaults(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, "connection_defaults", "{}", 200);
}

void create_connection(Gateway& gateway, const Call& call) {
  if (is_remote(call.body().root_object())) {
    create_remote_connection(gateway, call);
    return;
  }
  with_proof(gateway, call, read_body(call, true), [&gateway, call](std::string argument) {
    answer_operation(gateway, call, "create_connection", std::move(argument), 201);
  });
}

void test_connection(Gateway& gateway, const Call& call) {
  core::JsonDocument document = call.body();
  if (is_remote(document.root_object())) {
    test_remote_connection(gateway, call);
    return;
  }
  TriedSession session = tried_session(document.root_object());
  with_proof(gateway, call, read_body(call, true), [&gateway, call, session](std::string argument) {
    gateway.service().ask("test_connection", std::move(argument), call.identity.account,
                          [&gateway, call, session](const ServiceReply& reply) {
                            reply.error ? call.fail(*reply.error) : try_out(gateway, call, reply.json, session);
                          });
  });
}

void read_connection(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, "read_connection", id_argument(call), 200);
}

namespace {

void update_local_connection(Gateway& gateway, const Call& call, const core::JsonObject& known) {
  ConnectionBody body = read_body(call, false);
  body.role = known.optional_string("role", name_bytes).value_or("");
  with_proof(gateway, call, std::move(body), [&gateway, call](std::string argument) {
    answer_operation(gateway, call, "update_connection", std::move(argument), 200);
  });
}

} // namespace

// What may be changed, and whose role is to be proven, follows from the connection as it is.
void update_connection(Gateway& gateway, const Call& call) {
  call.body();
  gateway.service().ask(
      "read_connection", id_argument(call), call.identity.account, [&gateway, call](const ServiceReply& reply) {
        if (reply.error) {
          call.fail(*reply.error);
          return;
        }
        core::JsonDocument known = core::JsonDocument::parse(reply.json, core::JsonLimits{reply.json.size() + 1});
        core::JsonObject connection = known.root_object();
        try {
          is_remote(connection) ? update_remote_connection(gateway, call, connection)
                                : update_local_connection(gateway, call, connection);
        } catch (const core::Error& error) {
          call.fail(error);
        }
      });
}

void delete_connection(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, "delete_connection", id_argument(call), 204);
}

} // namespace studio::gateway::handlers
