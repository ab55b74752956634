#include "gateway/handlers/session_answer.h"

#include "gateway/keys.h"
#include "gateway/replies.h"
#include "http/cookie.h"
#include "pg/settings.h"

namespace studio::gateway::handlers {

namespace {

constexpr char cookie_path[] = "/api/v1/auth";

// The shape of every operation that begins or renews a sign-in: {"account":{…},"session_id","counter"}.
struct Begun {
  std::string account_json;
  auth::RefreshToken claims;
};

// Exactly the fields of `Account` (doc/protocol.md 3), whatever else the operation may say.
std::string account_json(const core::JsonObject& account) {
  core::JsonWriter json;
  json.begin_object();
  for (std::string_view name : {"id", "name", "email", "role"}) {
    auto value = account.optional_string(name, 1024);
    value ? json.key(name).string(*value) : json.key(name).null();
  }
  json.key("is_superuser").boolean(account.optional_boolean("is_superuser").value_or(false));
  json.key("created_at").string(account.string("created_at", 64));
  return json.end_object().take();
}

Begun read_begun(const std::string& json) {
  core::JsonDocument document = core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
  core::JsonObject object = document.root_object();
  Begun begun;
  begun.account_json = account_json(object.object("account"));
  begun.claims.account = core::Uuid::parse(object.object("account").string("id", 36)).value_or(core::Uuid{});
  begun.claims.session = core::Uuid::parse(object.string("session_id", 36)).value_or(core::Uuid{});
  begun.claims.counter = static_cast<uint32_t>(object.integer("counter", 0, UINT32_MAX));
  return begun;
}

} // namespace

std::string cookie_name() { return "studio_refresh_" + std::to_string(pg::settings.port); }

std::string cookie(Gateway& gateway, const Call& call, std::string value, int64_t max_age_s) {
  http::CookieScheme scheme = gateway.is_secure(call.request()) ? http::CookieScheme::https : http::CookieScheme::http;
  return http::set_cookie_header({cookie_name(), std::move(value), cookie_path, max_age_s, scheme});
}

void answer_session(Gateway& gateway, const Call& call, const std::string& json, RefreshToken where) {
  try {
    Begun begun = read_begun(json);
    std::string refresh_token = keys().make_refresh_token(begun.claims);
    core::JsonWriter writer;
    writer.begin_object()
        .key("access_token")
        .string(keys().make_access_token(begun.claims.account, begun.claims.session));
    writer.key("token_type").string("Bearer").key("expires_in").integer(Keys::access_token_s);
    writer.key("account").raw(begun.account_json);
    if (where == RefreshToken::in_body) {
      writer.key("refresh_token").string(refresh_token);
    }
    http::Response response = json_response(200, writer.end_object().take());
    if (where == RefreshToken::in_cookie) {
      response.headers.add("Set-Cookie", cookie(gateway, call, refresh_token, Keys::refresh_token_s));
    }
    call.exchange->mark_authenticated();
    call.exchange->respond(std::move(response));
  } catch (const core::Error& error) {
    call.fail(error);
  }
}

void write_origin(core::JsonWriter& json, const Call& call) {
  json.key("session_id").string(core::Uuid::random().text());
  json.key("address").string(call.request().client_address);
  std::string_view agent = call.request().headers.find("User-Agent").value_or("");
  json.key("user_agent").string_or_null(agent.substr(0, 256));
}

} // namespace studio::gateway::handlers
