#include "gateway/access.h"

#include <ctime>

#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "gateway/keys.h"
#include "pg/guard.h"

extern "C" {
#include "access/xlog.h"
}

namespace studio::gateway {

namespace {

constexpr int64_t known_for_ms = 60000;
constexpr int64_t known_on_standby_for_ms = 5000;
// An answer from before a change is asked for again, so that nothing begins by it that the change forbids. Where changes never
// end, the last answer counts: the next change ends what it let begin.
constexpr int tries_after_change = 3;
constexpr char personal_prefix[] = "stp_";
constexpr size_t known_limit = 20000; // beyond it the table is emptied: it fills again by itself

core::Error not_signed_in() {
  core::Error error(core::sqlstate::invalid_authorization, "access token is missing, invalid or expired");
  error.with_hint("Sign in again.");
  return error;
}

template <typename Map>
void bound(Map& map) {
  if (map.size() > known_limit) {
    map.clear();
  }
}

constexpr int64_t largest = int64_t{1} << 40;

// Limits on the way to the lowest: null and absent are none.
int64_t limit_of(const core::JsonObject& object, std::string_view name) {
  return object.optional_integer(name, 0, largest).value_or(0);
}

void read_limit(const core::JsonObject& limits, std::string_view whose, Grant& grant, UsageLimit& limit) {
  if (auto object = limits.optional_object(whose)) {
    grant.row_limit = earlier(grant.row_limit, limit_of(*object, "row_limit"));
    grant.timeout_ms = earlier(grant.timeout_ms, limit_of(*object, "timeout_ms"));
    limit.concurrent_statements = limit_of(*object, "concurrent_statements");
    limit.requests_per_second = limit_of(*object, "requests_per_second");
    limit.sockets = limit_of(*object, "sockets");
  }
}

void read_limits(const core::JsonObject& object, Grant& grant) {
  grant.row_limit = limit_of(object, "row_limit");
  grant.timeout_ms = limit_of(object, "timeout_ms");
  if (auto limits = object.optional_object("limits")) {
    read_limit(*limits, "organization", grant, grant.limits.organization);
    read_limit(*limits, "account", grant, grant.limits.account);
  }
}

} // namespace

std::string read_setup(const core::JsonObject& connection) {
  std::string setup;
  auto append = [&setup](std::string_view text) { setup.append(text).push_back('\0'); };
  std::vector<std::pair<std::string, std::string>> settings;
  if (auto object = connection.optional_object("settings")) {
    settings = object->texts();
  }
  std::string schema(connection.optional_string("default_schema", 256).value_or(""));
  if (schema.empty() && settings.empty()) {
    return setup;
  }
  append(schema);
  for (const auto& [name, value] : settings) {
    append(name);
    append(value);
  }
  if (setup.size() > channel::setup_limit_bytes) {
    throw core::Error(core::sqlstate::program_limit_exceeded, "the connection has too many settings");
  }
  return setup;
}

namespace {

Grant read_grant(const std::string& json, const core::Uuid& connection) {
  core::JsonDocument document = core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
  core::JsonObject object = document.root_object();
  Grant grant;
  grant.connection = connection;
  grant.organization = core::Uuid::parse(object.string("organization_id", 36)).value_or(core::Uuid{});
  grant.is_read_only = object.optional_boolean("is_read_only").value_or(true);
  if (object.string("kind", 16) == "postgres") {
    int pool_size = static_cast<int>(object.integer("pool_size", 1, 64));
    grant.remote = std::make_shared<RemoteTarget>(RemoteTarget{connection, pool_size, json, false});
    grant.is_transaction_pooling = object.optional_boolean("is_transaction_pooling").value_or(false);
    read_limits(object, grant);
    return grant;
  }
  grant.database = static_cast<Oid>(object.integer("database_oid", 1, UINT32_MAX));
  grant.role = static_cast<Oid>(object.integer("role_oid", 1, UINT32_MAX));
  grant.database_name = object.string("database", 256);
  grant.role_name = object.string("role", 256);
  grant.is_superuser = object.optional_boolean("is_superuser").value_or(false);
  grant.setup = read_setup(object);
  read_limits(object, grant);
  return grant;
}

// Takes those who wait for the answer to a question.
template <typename Map>
typename Map::mapped_type take_waiting(Map& waiting, const typename Map::key_type& question) {
  auto place = waiting.find(question);
  typename Map::mapped_type callbacks = std::move(place->second);
  waiting.erase(place);
  return callbacks;
}

template <typename Map, typename Value>
void answer_all(Map& waiting, const typename Map::key_type& question, const Outcome<Value>& outcome) {
  for (const Then<Value>& then : take_waiting(waiting, question)) {
    then(outcome);
  }
}

} // namespace

void Access::authenticate(std::string_view token, const std::string& address, const Then<Identity>& then) {
  if (token.starts_with(personal_prefix)) {
    authenticate_personal(token, address, then);
    return;
  }
  if (keys_generation_ != keys().generation()) {
    keys_generation_ = keys().generation();
    tokens_.clear();
  }
  auto known = tokens_.find(token);
  if (known == tokens_.end()) {
    std::optional<auth::AccessToken> claims = keys().read_access_token(token);
    if (!claims) {
      then(Outcome<Identity>::failed(not_signed_in()));
      return;
    }
    bound(tokens_);
    known = tokens_
                .emplace(std::string(token),
                         Identity{claims->account, claims->session, claims->expires_at_s, Scope::person, {}})
                .first;
  }
  if (known->second.expires_at_s <= time(nullptr)) {
    tokens_.erase(known);
    then(Outcome<Identity>::failed(not_signed_in()));
    return;
  }
  check_session(known->second, then);
}

void Access::check_session(const Identity& identity, const Then<Identity>& then) {
  check_session(identity, then, tries_after_change);
}

void Access::check_session(const Identity& identity, const Then<Identity>& then, int tries_left) {
  if (identity.session.is_nil()) {
    check_personal(identity, then);
    return;
  }
  const core::Uuid& key = identity.session;
  auto known = sessions_.find(key);
  if (known != sessions_.end() && known->second.until_ms > now_ms() && known->second.account == identity.account) {
    then(Outcome<Identity>::of(identity));
    return;
  }
  const AtEpoch<core::Uuid> question{epoch_now(), key};
  auto& waiting = waiting_sessions_[question];
  waiting.push_back(then);
  if (waiting.size() > 1) {
    return;
  }
  core::JsonWriter argument;
  argument.begin_object().key("session_id").string(key.text()).end_object();
  service_.ask("session_state", argument.take(), identity.account,
               [this, identity, question, tries_left](const ServiceReply& reply) {
                 if (reply.error) {
                   answer_all(waiting_sessions_, question, Outcome<Identity>::failed(*reply.error));
                   return;
                 }
                 if (question.first == epoch_now()) {
                   bound(sessions_);
                   sessions_[identity.session] = {identity.account, now_ms() + known_for_ms};
                 } else if (tries_left > 0) {
                   for (const Then<Identity>& waiting : take_waiting(waiting_sessions_, question)) {
                     check_session(identity, waiting, tries_left - 1);
                   }
                   return;
                 }
                 answer_all(waiting_sessions_, question, Outcome<Identity>::of(identity));
               });
}

void Access::grant(const core::Uuid& account, const core::Uuid& connection, const Then<Grant>& then) {
  GrantKey key{account, connection};
  auto known = grants_.find(key);
  if (known != grants_.end() && known->second.until_ms > now_ms()) {
    then(Outcome<Grant>::of(known->second.grant));
    return;
  }
  ask_grant(key, then, tries_after_change);
}

void Access::ask_grant(const GrantKey& key, const Then<Grant>& then, int tries_left) {
  const AtEpoch<GrantKey> question{epoch_now(), key};
  auto& waiting = waiting_grants_[question];
  waiting.push_back(then);
  if (waiting.size() > 1) {
    return;
  }
  core::JsonWriter argument;
  argument.begin_object().key("id").string(key.connection.text()).end_object();
  service_.ask("connection_grant", argument.take(), key.account,
               [this, question, tries_left](const ServiceReply& reply) {
                 const auto& [asked, key] = question;
                 if (reply.error) {
                   answer_all(waiting_grants_, question, Outcome<Grant>::failed(*reply.error));
                   return;
                 }
                 Outcome<Grant> outcome = Outcome<Grant>::of(read_grant(reply.json, key.connection));
                 if (asked == epoch_now()) {
                   bound(grants_);
                   grants_[key] = {*outcome.value, now_ms() + known_for_ms};
                 } else if (tries_left > 0) {
                   for (const Then<Grant>& waiting : take_waiting(waiting_grants_, question)) {
                     ask_grant(key, waiting, tries_left - 1);
                   }
                   return;
                 }
                 answer_all(waiting_grants_, question, outcome);
               });
}

bool Access::is_overdue() {
  int64_t now = now_ms();
  if (!may_be_standby_ || now < overdue_at_ms_) {
    return false;
  }
  overdue_at_ms_ = now + known_on_standby_for_ms;
  may_be_standby_ = pg::call([] { return RecoveryInProgress(); });
  return true;
}

bool Access::follow_epoch() {
  uint64_t epoch = epoch_now();
  if (!is_overdue() && epoch == epoch_) {
    return false;
  }
  epoch_ = epoch;
  keys().follow(now_ms());
  sessions_.clear();
  personal_.clear();
  grants_.clear();
  service_.forget_missing();
  return true;
}

void Access::forget_session(const core::Uuid& session) { sessions_.erase(session); }

} // namespace studio::gateway
