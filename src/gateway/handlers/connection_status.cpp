// The status dot: may the account use the connection, and does its server answer, as whom?
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/handlers/connection_facts.h"
#include "wire/error_json.h"

namespace studio::gateway::handlers {

namespace {

// What studio's own data say: why it may not be used; or that it may, where nobody could be sent to try.
void answer_from_data(Gateway& gateway, const Call& call) {
  core::JsonWriter json;
  json.begin_object().key("id").string(call.uuid("id").text()).end_object();
  answer_operation(gateway, call, "connection_status", json.take(), 200);
}

// Whom the server would see, where it did not say.
std::string user_of(const Grant& grant) {
  if (!grant.remote) {
    return grant.role_name;
  }
  const std::string& json = grant.remote->grant;
  core::JsonDocument document = core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
  return std::string(document.root_object().string("user", 256));
}

std::string refused(const Call& call, const Grant& grant, const core::Error& error) {
  core::JsonWriter json;
  json.begin_object().key("state").string(error.code == core::sqlstate::needs_password ? "needs_password" : "refused");
  json.key("reason");
  wire::write_error_object(json, error, call.request_uuid().text());
  json.key("server_version").null().key("in_recovery").boolean(false);
  json.key("role").string(user_of(grant)).key("is_superuser").boolean(grant.is_superuser);
  return json.key("may_write").null().key("latency_ms").null().end_object().take();
}

std::string ready(const Facts& facts, int64_t latency_ms) {
  core::JsonWriter json;
  json.begin_object().key("state").string("ready").key("reason").null();
  json.key("server_version").string(facts.server_version).key("in_recovery").boolean(facts.in_recovery);
  json.key("role").string(facts.role).key("is_superuser").boolean(facts.is_superuser);
  return json.key("may_write").boolean(facts.may_write).key("latency_ms").integer(latency_ms).end_object().take();
}

void try_grant(Gateway& gateway, const Call& call, const Grant& grant) {
  ask_facts(gateway, call, grant, std::nullopt,
            [&gateway, call, grant](const Outcome<Facts>& outcome, int64_t latency_ms) {
              if (!outcome.error) {
                call.answer(200, ready(*outcome.value, latency_ms));
              } else if (outcome.error->code == core::sqlstate::no_runner) {
                answer_from_data(gateway, call);
              } else {
                call.answer(200, refused(call, grant, *outcome.error));
              }
            });
}

} // namespace

void connection_status(Gateway& gateway, const Call& call) {
  gateway.access().grant(call.identity.account, call.uuid("id"), [&gateway, call](const Outcome<Grant>& outcome) {
    outcome.error ? answer_from_data(gateway, call) : try_grant(gateway, call, *outcome.value);
  });
}

} // namespace studio::gateway::handlers
