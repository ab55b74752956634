// Signing in and out: links, passwords, refresh tokens, the cookie.
#include "core/digest.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/handlers/handlers.h"
#include "gateway/keys.h"
#include "gateway/replies.h"
#include "http/cookie.h"
#include "pg/settings.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t link_characters = 43;
constexpr char cookie_path[] = "/api/v1/auth";

enum class RefreshToken { in_cookie, in_body };

std::string cookie_name() { return "studio_refresh_" + std::to_string(pg::settings.port); }

std::string cookie(Gateway& gateway, const Call& call, std::string value, int64_t max_age_s) {
  http::CookieScheme scheme = gateway.is_secure(call.request()) ? http::CookieScheme::https : http::CookieScheme::http;
  return http::set_cookie_header({cookie_name(), std::move(value), cookie_path, max_age_s, scheme});
}

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
  json.key("address").string(call.request().client_address);
  std::string_view agent = call.request().headers.find("User-Agent").value_or("");
  json.key("user_agent").string_or_null(agent.substr(0, 256));
}

void login_by_link(Gateway& gateway, const Call& call, std::string_view link, RefreshToken where) {
  size_t mark = link.rfind("link=");
  std::string_view token = mark == std::string_view::npos ? link : link.substr(mark + 5);
  if (token.size() != link_characters) {
    throw gateway.credentials().refuse("", call.request().client_address);
  }
  core::JsonWriter argument;
  std::string hash = core::hex(core::sha256(token));
  argument.begin_object().key("link_hash").string(hash);
  argument.key("session_id").string(core::Uuid::random().text());
  write_origin(argument, call);
  gateway.credentials().redeem_link(hash, argument.end_object().take(), call.request().client_address,
                                    [&gateway, call, where](const ServiceReply& reply) {
                                      if (reply.error) {
                                        call.fail(*reply.error);
                                      } else {
                                        answer_session(gateway, call, reply.json, where);
                                      }
                                    });
}

void begin_session(Gateway& gateway, const Call& call, const std::string& verified, RefreshToken where) {
  core::JsonDocument document = core::JsonDocument::parse(verified, core::JsonLimits{verified.size() + 1});
  core::JsonWriter argument;
  argument.begin_object().key("role_oid").integer(document.root_object().integer("role_oid", 1, UINT32_MAX));
  argument.key("session_id").string(core::Uuid::random().text());
  write_origin(argument, call);
  gateway.service().ask("begin_session", argument.end_object().take(), core::Uuid{},
                        [&gateway, call, where](const ServiceReply& reply) {
                          if (reply.error) {
                            call.fail(*reply.error);
                          } else {
                            answer_session(gateway, call, reply.json, where);
                          }
                        });
}

void login_by_password(Gateway& gateway, const Call& call, const std::string& role, const std::string& password,
                       RefreshToken where) {
  gateway.credentials().check_role(role, password, call.request().client_address, ServiceClient::Purpose::sign_in,
                                   [&gateway, call, where](const ServiceReply& reply) {
                                     if (reply.error) {
                                       call.fail(*reply.error);
                                     } else {
                                       begin_session(gateway, call, reply.json, where);
                                     }
                                   });
}

struct Presented {
  std::optional<auth::RefreshToken> claims;
  RefreshToken where;
};

// The refresh token of the cookie, or the one in the body.
Presented presented_token(const Call& call) {
  core::JsonDocument body = call.body();
  core::JsonObject object = body.root_object();
  object.refuse_others({"refresh_token"});
  if (auto token = object.optional_string("refresh_token", 512)) {
    return {keys().read_refresh_token(*token), RefreshToken::in_body};
  }
  std::string header = call.request().headers.joined("Cookie");
  auto value = http::find_cookie(header, cookie_name());
  return {value ? keys().read_refresh_token(*value) : std::nullopt, RefreshToken::in_cookie};
}

std::string session_argument(const auth::RefreshToken& claims) {
  core::JsonWriter argument;
  argument.begin_object().key("session_id").string(claims.session.text());
  argument.key("counter").integer(claims.counter);
  return argument.end_object().take();
}

} // namespace

void login(Gateway& gateway, const Call& call) {
  // Before a link is used up or a password checked: without a key nothing could come of it.
  keys().need();
  core::JsonDocument body = call.body();
  core::JsonObject object = body.root_object();
  object.refuse_others({"link", "role", "email", "password", "cookie"});
  RefreshToken where =
      object.optional_boolean("cookie").value_or(true) ? RefreshToken::in_cookie : RefreshToken::in_body;
  if (auto link = object.optional_string("link", 2048)) {
    login_by_link(gateway, call, *link, where);
    return;
  }
  std::string password(object.string("password", 1024));
  if (auto role = object.optional_string("role", 256)) {
    login_by_password(gateway, call, std::string(*role), password, where);
    return;
  }
  // No account has an e-mail and a password of its own yet, so none can match.
  throw gateway.credentials().refuse(std::string(object.string("email", 320)), call.request().client_address);
}

void refresh(Gateway& gateway, const Call& call) {
  Presented presented = presented_token(call);
  if (!presented.claims) {
    core::Error error(core::sqlstate::invalid_authorization, "refresh token is missing, invalid or expired");
    error.with_hint("Sign in again.");
    throw error;
  }
  gateway.service().ask("refresh_session", session_argument(*presented.claims), presented.claims->account,
                        [&gateway, call, where = presented.where](const ServiceReply& reply) {
                          if (!reply.error) {
                            answer_session(gateway, call, reply.json, where);
                            return;
                          }
                          http::Response response = error_response(*reply.error, call.request());
                          if (where == RefreshToken::in_cookie &&
                              reply.error->code == core::sqlstate::invalid_authorization) {
                            response.headers.add("Set-Cookie", cookie(gateway, call, "", 0));
                          }
                          call.exchange->respond(std::move(response));
                        });
}

void logout(Gateway& gateway, const Call& call) {
  Presented presented = presented_token(call);
  auto answer = [&gateway, call] {
    http::Response response = empty_response(204);
    response.headers.add("Set-Cookie", cookie(gateway, call, "", 0));
    call.exchange->respond(std::move(response));
  };
  if (!presented.claims) {
    answer();
    return;
  }
  core::Uuid session = presented.claims->session;
  gateway.service().ask("end_session", session_argument(*presented.claims), presented.claims->account,
                        [&gateway, call, answer, session](const ServiceReply& reply) {
                          // On a standby the sign-in cannot be ended, but this browser can forget it.
                          if (reply.error && reply.error->code != core::sqlstate::read_only_sql_transaction) {
                            call.fail(*reply.error);
                            return;
                          }
                          gateway.access().forget_session(session);
                          answer();
                        });
}

void me(Gateway& gateway, const Call& call) {
  gateway.service().ask("me", "{}", call.identity.account, [call](const ServiceReply& reply) {
    reply.error ? call.fail(*reply.error) : call.answer(200, reply.json);
  });
}

} // namespace studio::gateway::handlers
