// An invitation, known by its token: looked at, and accepted by who is signed in or by somebody new. The token travels in the
// body, so that it stands in no log of a proxy.
#include "core/digest.h"
#include "core/json_writer.h"
#include "gateway/handlers/handlers.h"
#include "gateway/handlers/session_answer.h"
#include "gateway/keys.h"
#include "http/authorization.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t token_bytes = 200;
constexpr size_t name_bytes = 1024;
constexpr size_t password_bytes = 4096;

void redeem(Gateway& gateway, const Call& call, const char* operation, const std::string& token, std::string argument,
            const ServiceCallback& then) {
  gateway.credentials().redeem(operation, core::hex(core::sha256(token)), std::move(argument),
                               call.request().client_address, then);
}

// Joins as whom the request names by its Authorization header.
void join(Gateway& gateway, const Call& call, const std::string& token) {
  auto bearer = http::bearer_token(call.request().headers.find("Authorization").value_or(""));
  gateway.access().authenticate(bearer.value_or(""), call.request().client_address,
                                [&gateway, call, token](const Outcome<Identity>& outcome) {
                                  if (outcome.error) {
                                    call.fail(*outcome.error);
                                    return;
                                  }
                                  if (outcome.value->scope < Scope::person) {
                                    call.fail(lacks_scope(Scope::person));
                                    return;
                                  }
                                  Call own = call;
                                  own.identity = *outcome.value;
                                  core::JsonWriter argument;
                                  argument.begin_object().key("token").string(token).end_object();
                                  answer_operation(gateway, own, "accept_invitation", argument.take(), 200);
                                });
}

struct Newcomer {
  std::string token;
  std::string name;
  std::string email;
  RefreshToken where;
};

void enter(Gateway& gateway, const Call& call, const Newcomer& newcomer, const std::string& hashed) {
  core::JsonDocument document = core::JsonDocument::parse(hashed, core::JsonLimits{hashed.size() + 1});
  core::JsonWriter argument;
  argument.begin_object().key("token").string(newcomer.token);
  argument.key("name").string(newcomer.name).key("email").string(newcomer.email);
  argument.key("password_hash").string(document.root_object().string("password_hash", 1000));
  write_origin(argument, call);
  redeem(gateway, call, "accept_invitation", newcomer.token, argument.end_object().take(),
         [&gateway, call, where = newcomer.where](const ServiceReply& reply) {
           if (reply.error) {
             call.fail(*reply.error);
           } else {
             answer_session(gateway, call, reply.json, where);
           }
         });
}

// Whoever has no invitation must not keep the hashing busy: the token is looked at first.
void enter_if_invited(Gateway& gateway, const Call& call, const Newcomer& newcomer, const std::string& password) {
  core::JsonWriter argument;
  argument.begin_object().key("token").string(newcomer.token).end_object();
  redeem(gateway, call, "read_invitation", newcomer.token, argument.take(),
         [&gateway, call, newcomer, password](const ServiceReply& invitation) {
           if (invitation.error) {
             call.fail(*invitation.error);
             return;
           }
           gateway.credentials().hash_password(password, newcomer.email, newcomer.name,
                                               [&gateway, call, newcomer](const ServiceReply& reply) {
                                                 if (reply.error) {
                                                   call.fail(*reply.error);
                                                 } else {
                                                   enter(gateway, call, newcomer, reply.json);
                                                 }
                                               });
         });
}

} // namespace

void read_invitation(Gateway& gateway, const Call& call) {
  core::JsonDocument body = call.body();
  core::JsonObject object = body.root_object();
  object.refuse_others({"token"});
  std::string token(object.string("token", token_bytes));
  core::JsonWriter argument;
  argument.begin_object().key("token").string(token).end_object();
  redeem(gateway, call, "read_invitation", token, argument.take(),
         [call](const ServiceReply& reply) { reply.error ? call.fail(*reply.error) : call.answer(200, reply.json); });
}

void accept_invitation(Gateway& gateway, const Call& call) {
  core::JsonDocument body = call.body();
  core::JsonObject object = body.root_object();
  std::string token(object.string("token", token_bytes));
  if (call.request().headers.find("Authorization")) {
    object.refuse_others({"token"});
    join(gateway, call, token);
    return;
  }
  keys().need();
  object.refuse_others({"token", "name", "email", "password", "cookie"});
  bool wants_cookie = object.optional_boolean("cookie").value_or(true);
  Newcomer newcomer = {token, std::string(object.string("name", name_bytes)),
                       std::string(object.string("email", name_bytes)),
                       wants_cookie ? RefreshToken::in_cookie : RefreshToken::in_body};
  enter_if_invited(gateway, call, newcomer, std::string(object.string("password", password_bytes)));
}

} // namespace studio::gateway::handlers
