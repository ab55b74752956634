// Signing in and out: links, passwords, refresh tokens, the cookie.
#include "core/digest.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/handlers/handlers.h"
#include "gateway/handlers/session_answer.h"
#include "gateway/keys.h"
#include "gateway/replies.h"
#include "http/cookie.h"
#include "pg/settings.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t link_characters = 43;

void login_by_link(Gateway& gateway, const Call& call, std::string_view link, RefreshToken where) {
  size_t mark = link.rfind("link=");
  std::string_view token = mark == std::string_view::npos ? link : link.substr(mark + 5);
  if (token.size() != link_characters) {
    throw gateway.credentials().refuse("", call.request().client_address);
  }
  core::JsonWriter argument;
  std::string hash = core::hex(core::sha256(token));
  argument.begin_object().key("link_hash").string(hash);
  write_origin(argument, call);
  gateway.credentials().redeem("redeem_link", hash, argument.end_object().take(), call.request().client_address,
                               [&gateway, call, where](const ServiceReply& reply) {
                                 if (reply.error) {
                                   call.fail(*reply.error);
                                 } else {
                                   answer_session(gateway, call, reply.json, where);
                                 }
                               });
}

// Who was verified: {"role_oid",…} of a role, {"account_id"} of an account.
void begin_session(Gateway& gateway, const Call& call, const std::string& verified, RefreshToken where) {
  core::JsonDocument document = core::JsonDocument::parse(verified, core::JsonLimits{verified.size() + 1});
  core::JsonWriter argument;
  argument.begin_object();
  if (auto account = document.root_object().optional_string("account_id", 36)) {
    argument.key("account_id").string(*account);
  } else {
    argument.key("role_oid").integer(document.root_object().integer("role_oid", 1, UINT32_MAX));
  }
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

// Goes on with whom a check of the credential runner has verified.
ServiceCallback when_verified(Gateway& gateway, const Call& call, RefreshToken where) {
  return [&gateway, call, where](const ServiceReply& reply) {
    if (reply.error) {
      call.fail(*reply.error);
    } else {
      begin_session(gateway, call, reply.json, where);
    }
  };
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
  if (claims.key_retired_at_s != 0) {
    argument.key("key_retired_at").integer(claims.key_retired_at_s);
  }
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
    gateway.credentials().check_role(std::string(*role), password, call.request().client_address,
                                     Credentials::Purpose::sign_in, when_verified(gateway, call, where));
    return;
  }
  gateway.credentials().check_email(std::string(object.string("email", 320)), password, call.request().client_address,
                                    when_verified(gateway, call, where));
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
