// One's own password. The new one is hashed by the credential runner, which also checks the present one; the service runner
// gets no more than the hash.
#include "core/digest.h"
#include "core/json_writer.h"
#include "gateway/handlers/handlers.h"

namespace studio::gateway::handlers {

namespace {

constexpr size_t password_bytes = 4096; // beyond the rule's own limit, so that the rule says why

struct Change {
  std::string password;
  std::optional<std::string> present;

  ~Change() {
    core::wipe(password);
    if (present) {
      core::wipe(*present);
    }
  }
};
using ChangePtr = std::shared_ptr<Change>;

ServiceCallback or_fail(const Call& call, std::function<void(const std::string& json)> then) {
  return [call, then](const ServiceReply& reply) {
    if (reply.error) {
      call.fail(*reply.error);
    } else {
      then(reply.json);
    }
  };
}

core::JsonDocument read(const std::string& json) {
  return core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
}

void store(Gateway& gateway, const Call& call, const ChangePtr& change, const std::string& hashed) {
  core::JsonDocument document = read(hashed);
  core::JsonWriter argument;
  argument.begin_object().key("session_id").string(call.identity.session.text());
  argument.key("password_hash").string(document.root_object().string("password_hash", 1000));
  argument.key("is_verified").boolean(change->present.has_value());
  answer_operation(gateway, call, "set_password", argument.end_object().take(), 204);
}

// The rules want to know whose password it is to be.
void hash(Gateway& gateway, const Call& call, const ChangePtr& change) {
  gateway.service().ask(
      "me", "{}", call.identity.account, or_fail(call, [&gateway, call, change](const auto& me) {
        core::JsonDocument document = read(me);
        core::JsonObject account = document.root_object().object("account");
        std::string email(account.optional_string("email", 320).value_or(""));
        std::string name(account.optional_string("name", 1024).value_or(""));
        gateway.credentials().hash_password(
            change->password, email, name,
            or_fail(call, [&gateway, call, change](const auto& hashed) { store(gateway, call, change, hashed); }));
      }));
}

} // namespace

void set_password(Gateway& gateway, const Call& call) {
  core::JsonDocument body = call.body();
  core::JsonObject object = body.root_object();
  object.refuse_others({"password", "present_password"});
  auto change = std::make_shared<Change>();
  change->password = object.string("password", password_bytes);
  if (auto present = object.optional_string("present_password", password_bytes)) {
    change->present = std::string(*present);
    gateway.credentials().check_account(
        call.identity.account, *change->present, call.request().client_address,
        or_fail(call, [&gateway, call, change](const std::string&) { hash(gateway, call, change); }));
    return;
  }
  hash(gateway, call, change);
}

} // namespace studio::gateway::handlers
