// Personal access tokens (`stp_…`): whose they are the service runner says, by their hash.
#include <algorithm>

#include "core/digest.h"
#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/access.h"
#include "gateway/clock.h"
#include "gateway/timestamp.h"

namespace studio::gateway {

namespace {

constexpr int64_t known_for_ms = 60000;
constexpr size_t known_limit = 20000;

std::string_view bytes_of(const Identity& identity) { return {identity.token_hash.data(), identity.token_hash.size()}; }

std::string hash_argument(std::string_view hash) {
  core::JsonWriter argument;
  return argument.begin_object().key("token_hash").string(core::hex(hash)).end_object().take();
}

Scope read_scope(const core::JsonObject& object) {
  Scope highest = Scope::none;
  for (core::JsonValue value : *object.optional_array("scopes")) {
    for (Scope scope : {Scope::read, Scope::write, Scope::admin}) {
      if (value.text() == scope_name(scope)) {
        highest = std::max(highest, scope);
      }
    }
  }
  return highest;
}

Identity read_identity(const std::string& json, std::string_view hash) {
  core::JsonDocument document = core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
  core::JsonObject object = document.root_object();
  Identity identity;
  identity.account = core::Uuid::parse(object.string("account_id", 36)).value_or(core::Uuid{});
  identity.scope = read_scope(object);
  identity.expires_at_s = unix_seconds(object.string("expires_at", 64));
  std::copy(hash.begin(), hash.end(), identity.token_hash.begin());
  return identity;
}

} // namespace

std::string_view scope_name(Scope scope) {
  switch (scope) {
  case Scope::read:
    return "read";
  case Scope::write:
    return "write";
  case Scope::admin:
    return "admin";
  default:
    return "";
  }
}

core::Error lacks_scope(Scope needed) {
  core::Error error(core::sqlstate::insufficient_privilege, "the token does not allow this");
  if (needed == Scope::person) {
    error.with_hint("No personal access token does. Sign in.");
  } else {
    error.with_hint("It takes a token with the scope \"" + std::string(scope_name(needed)) + "\".");
  }
  return error;
}

void Access::authenticate_personal(std::string_view token, const std::string& address, const Then<Identity>& then) {
  std::string hash = core::sha256(token);
  auto known = personal_.find(hash);
  if (known != personal_.end() && known->second.until_ms > now_ms() &&
      known->second.identity.expires_at_s > time(nullptr)) {
    then(Outcome<Identity>::of(known->second.identity));
    return;
  }
  credentials_.redeem("use_token", core::hex(hash), hash_argument(hash), address,
                      [this, hash, then, asked = epoch_now()](const ServiceReply& reply) {
                        if (reply.error) {
                          then(Outcome<Identity>::failed(*reply.error));
                          return;
                        }
                        Identity identity = read_identity(reply.json, hash);
                        if (asked != epoch_now()) {
                          check_personal(identity, then);
                          return;
                        }
                        keep_personal(identity, asked);
                        then(Outcome<Identity>::of(identity));
                      });
}

// For those who hold an identity already: no try at guessing, so no back-off.
void Access::check_personal(const Identity& identity, const Then<Identity>& then) {
  service_.ask("use_token", hash_argument(bytes_of(identity)), core::Uuid{},
               [this, identity, then, asked = epoch_now()](const ServiceReply& reply) {
                 if (reply.error) {
                   then(Outcome<Identity>::failed(*reply.error));
                   return;
                 }
                 keep_personal(identity, asked);
                 then(Outcome<Identity>::of(identity));
               });
}

void Access::keep_personal(const Identity& identity, uint64_t asked_epoch) {
  // An answer from before a change is good for this request, and kept for no other.
  if (asked_epoch != epoch_now()) {
    return;
  }
  if (personal_.size() > known_limit) {
    personal_.clear();
  }
  personal_[std::string(bytes_of(identity))] = {identity, now_ms() + known_for_ms};
}

} // namespace studio::gateway
