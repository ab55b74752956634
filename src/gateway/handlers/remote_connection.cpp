#include "gateway/handlers/remote_connection.h"

#include "auth/key_file.h"
#include "auth/secret.h"
#include "core/digest.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/handlers/connection_facts.h"
#include "pg/settings.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t name_bytes = 256;
constexpr size_t password_bytes = 1024;
core::JsonDocument parse(const std::string& json) {
  return core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
}

void write_value(core::JsonWriter& json, const core::JsonValue& value);

void write_members(core::JsonWriter& json, const core::JsonObject& object) {
  json.begin_object();
  for (const auto& [name, text] : object.texts()) {
    json.key(name).string(text);
  }
  json.end_object();
}

// One field of the body as it came. Objects hold texts only, but for connect_timeout.
void copy_field(core::JsonWriter& json, const core::JsonObject& body, const char* name) {
  auto value = body.find(name);
  if (!value) {
    return;
  }
  json.key(name);
  write_value(json, *value);
}

void write_value(core::JsonWriter& json, const core::JsonValue& value) {
  switch (value.kind()) {
  case core::JsonKind::string:
    json.string(value.text());
    break;
  case core::JsonKind::number:
  case core::JsonKind::boolean:
    json.raw(value.text());
    break;
  case core::JsonKind::object: {
    core::JsonObject object = value.as_object("object");
    auto timeout = object.find("connect_timeout");
    if (timeout && timeout->kind() == core::JsonKind::number) {
      core::JsonWriter inner;
      inner.begin_object().key("connect_timeout").raw(timeout->text());
      for (const auto& [name, text] : object.texts()) {
        inner.key(name).string(text);
      }
      json.raw(inner.end_object().take());
    } else {
      write_members(json, object);
    }
    break;
  }
  default:
    json.null();
  }
}

constexpr const char* common_fields[] = {"name",           "host",       "port",         "database",
                                         "user",           "sslmode",    "parameters",   "settings",
                                         "row_limit",      "timeout_ms", "pool_size",    "environment",
                                         "default_schema", "color",      "is_read_only", "is_transaction_pooling"};

// An open object with what of the body the operation takes.
core::JsonWriter argument_of(const core::JsonObject& body) {
  core::JsonWriter json;
  json.begin_object();
  for (const char* name : common_fields) {
    copy_field(json, body, name);
  }
  return json;
}

void refuse_others(const core::JsonObject& body) {
  body.refuse_others({"name", "kind", "host", "port", "database", "user", "password", "sslmode", "parameters",
                      "settings", "row_limit", "timeout_ms", "pool_size", "environment", "default_schema", "color",
                      "is_read_only", "is_transaction_pooling", "organization_id"});
}

// The key is read for this one password and forgotten with it.
std::string sealed_json(const auth::SecretPlace& place, const std::string& password) {
  auth::KeyFile keys = auth::read_key_file(pg::key_file_path(), auth::MissingKeyFile::refuse);
  auth::SealedSecret sealed = auth::seal_secret(keys.credential.front(), password, auth::secret_context(place));
  auth::wipe(keys);
  core::JsonWriter json;
  json.begin_object().key("key_version").integer(sealed.key_version).key("nonce").string(core::hex(sealed.nonce));
  return json.key("ciphertext").string(core::hex(sealed.ciphertext)).end_object().take();
}

// The password of a body, empty where there is none; overwritten wherever it ends.
struct Password {
  explicit Password(const core::JsonObject& body)
      : text(body.optional_string("password", password_bytes).value_or("")) {
    if (text.find('\0') != std::string::npos) {
      throw core::Error(core::sqlstate::invalid_parameter_value, "field \"password\" must not hold a NUL");
    }
  }
  Password(const Password&) = delete;
  Password& operator=(const Password&) = delete;
  ~Password() { core::wipe(text); }

  std::string text;
};

// What a checked new connection is, before it is there.
struct Draft {
  core::Uuid id;
  auth::SecretPlace place;
  std::string argument; // of create_connection and test_connection
  std::string database;
  std::string parameters;
  std::optional<std::string> default_schema;
  std::string session; // members of the grant: what the session begins with
  std::string secret;
};

// What a grant says of the session, as the body has it; with commas before them.
std::string session_members(const core::JsonObject& body) {
  core::JsonWriter json;
  json.begin_object();
  for (const char* name : {"default_schema", "settings", "is_transaction_pooling"}) {
    copy_field(json, body, name);
  }
  if (!body.find("settings")) {
    json.key("settings").raw("{}");
  }
  std::string members = json.end_object().take();
  members.front() = ',';
  members.pop_back();
  return members;
}

using WithDraft = std::function<void(const Draft&)>;

// Asks whether such a connection may be made, and where it then leads with all defaults; seals the password for that place.
void with_draft(Gateway& gateway, const Call& call, const WithDraft& then) {
  core::JsonDocument document = call.body();
  core::JsonObject body = document.root_object();
  refuse_others(body);
  auto draft = std::make_shared<Draft>();
  draft->id = core::Uuid::random();
  auto password = std::make_shared<Password>(body);
  core::JsonWriter argument = argument_of(body);
  argument.key("kind").string("postgres").key("id").string(draft->id.text());
  copy_field(argument, body, "organization_id");
  draft->argument = argument.end_object().take();
  draft->session = session_members(body);
  if (auto schema = body.optional_string("default_schema", name_bytes)) {
    draft->default_schema = std::string(*schema);
  }
  gateway.service().ask("test_connection", draft->argument, call.identity.account,
                        [call, draft, password, then](const ServiceReply& reply) {
                          if (reply.error) {
                            call.fail(*reply.error);
                            return;
                          }
                          try {
                            core::JsonDocument checked = parse(reply.json);
                            core::JsonObject object = checked.root_object();
                            draft->place = {draft->id.text(),
                                            std::string(object.string("organization_id", 36)),
                                            std::string(object.string("host", name_bytes)),
                                            static_cast<int>(object.integer("port", 1, 65535)),
                                            std::string(object.string("user", name_bytes)),
                                            std::string(object.string("sslmode", 16))};
                            draft->database = object.string("database", name_bytes);
                            core::JsonWriter parameters;
                            write_value(parameters, *object.find("parameters"));
                            draft->parameters = parameters.take();
                            draft->secret = password->text.empty() ? "" : sealed_json(draft->place, password->text);
                            then(*draft);
                          } catch (const core::Error& error) {
                            call.fail(error);
                          }
                        });
}

std::string with_member(std::string object, const char* name, const std::string& json) {
  object.pop_back();
  return object + ",\"" + name + "\":" + json + "}";
}

// A grant for a connection that is not there: for trying it out.
Grant draft_grant(const Draft& draft) {
  core::JsonWriter json;
  json.begin_object()
      .key("connection_id")
      .string(draft.place.connection)
      .key("organization_id")
      .string(draft.place.organization);
  json.key("host").string(draft.place.host).key("port").integer(draft.place.port).key("user").string(draft.place.user);
  json.key("sslmode").string(draft.place.sslmode).key("database").string(draft.database);
  json.key("parameters").raw(draft.parameters).key("secret").raw(draft.secret).end_object();
  std::string object = json.take();
  object.insert(object.size() - 1, draft.session);
  Grant grant;
  grant.connection = draft.id;
  grant.remote = std::make_shared<RemoteTarget>(RemoteTarget{draft.id, 1, object, true});
  return grant;
}

} // namespace

bool is_remote(const core::JsonObject& body) {
  auto kind = body.find("kind");
  return kind && kind->kind() == core::JsonKind::string && kind->text() == "postgres";
}

void create_remote_connection(Gateway& gateway, const Call& call) {
  with_draft(gateway, call, [&gateway, call](const Draft& draft) {
    std::string argument = draft.argument;
    if (!draft.secret.empty()) {
      argument = with_member(argument, "secret", draft.secret);
    }
    gateway.service().ask("create_connection", argument, call.identity.account, [call](const ServiceReply& reply) {
      reply.error ? call.fail(*reply.error) : call.answer(201, reply.json);
    });
  });
}

void test_remote_connection(Gateway& gateway, const Call& call) {
  with_draft(gateway, call, [&gateway, call](const Draft& draft) {
    if (draft.secret.empty()) {
      throw core::Error(core::sqlstate::invalid_parameter_value, "field \"password\" is missing");
    }
    std::optional<std::string> schema = draft.default_schema;
    ask_facts(gateway, call, draft_grant(draft), schema,
              [call, schema](const Outcome<Facts>& outcome, int64_t latency_ms) {
                if (outcome.error) {
                  call.fail(*outcome.error);
                  return;
                }
                if (!outcome.value->has_schema) {
                  call.fail(core::Error("3F000", "schema \"" + *schema + "\" does not exist")
                                .with_hint("Create it, or choose another default schema for the connection."));
                  return;
                }
                core::JsonWriter json;
                json.begin_object().key("ok").boolean(true).key("server_version").string(outcome.value->server_version);
                json.key("role").string(outcome.value->role).key("is_superuser").boolean(outcome.value->is_superuser);
                call.answer(200, json.key("latency_ms").integer(latency_ms).end_object().take());
              });
  });
}

void update_remote_connection(Gateway& gateway, const Call& call, const core::JsonObject& known) {
  core::JsonDocument document = call.body();
  core::JsonObject body = document.root_object();
  refuse_others(body);
  core::JsonWriter argument = argument_of(body);
  argument.key("id").string(call.uuid("id").text());
  Password password(body);
  if (!password.text.empty()) {
    auto text = [&](const char* name) {
      return std::string(body.optional_string(name, name_bytes).value_or(known.string(name, name_bytes)));
    };
    int64_t port = body.optional_integer("port", 1, 65535).value_or(known.integer("port", 1, 65535));
    auth::SecretPlace place = {std::string(known.string("id", 36)),
                               std::string(known.string("organization_id", 36)),
                               text("host"),
                               static_cast<int>(port),
                               text("user"),
                               text("sslmode")};
    argument.key("secret").raw(sealed_json(place, password.text));
  }
  gateway.service().ask(
      "update_connection", argument.end_object().take(), call.identity.account,
      [call](const ServiceReply& reply) { reply.error ? call.fail(*reply.error) : call.answer(200, reply.json); });
}

} // namespace studio::gateway::handlers
