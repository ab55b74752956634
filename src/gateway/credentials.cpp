#include "gateway/credentials.h"

#include "core/ascii.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "http/address.h"

namespace studio::gateway {

namespace {

bool says_wrong(const core::Error& error) {
  return error.code == core::sqlstate::invalid_password || error.code == core::sqlstate::invalid_authorization ||
         error.code == core::sqlstate::not_found;
}

// Each link is a subject of its own: wrong ones hold up their sender by his address, and nobody else's link.
constexpr size_t subject_characters = 16;

core::Error wait_error(int64_t wait_ms) {
  core::Error error(core::sqlstate::configuration_limit_exceeded, "too many failed sign-ins");
  error.with_hint("Wait a while and try again.");
  error.retry_after_s = static_cast<int>((wait_ms + 999) / 1000);
  return error;
}

// Who is signed in and gives a wrong password of another role lacks a right; 401 would tell him to sign in again.
ServiceReply as_lacking_proof(ServiceReply reply) {
  if (reply.error && reply.error->code == core::sqlstate::invalid_password) {
    reply.error->code = core::sqlstate::insufficient_privilege;
  }
  return reply;
}

// Whoever has one address of IPv6 has a network of them.
std::string origin_of(const std::string& address) {
  std::optional<http::Address> parsed = http::Address::parse(address);
  return parsed ? parsed->origin().text() : address;
}

} // namespace

auth::Backoff::Secret Credentials::Subject::secret() const {
  return method == std::string_view("secret") ? auth::Backoff::Secret::random : auth::Backoff::Secret::guessable;
}

bool Credentials::begin(const Subject& subject, const std::string& address, const ServiceCallback& then) {
  int64_t wait_ms = backoff_.begin(origin_of(address), subject.text(), now_ms(), subject.secret());
  if (wait_ms > 0) {
    then({wait_error(wait_ms), ""});
    return false;
  }
  return true;
}

void Credentials::note(const Subject& subject, const std::string& address, const ServiceReply& reply) {
  if (!reply.error) {
    backoff_.succeeded(origin_of(address), subject.text());
  } else if (says_wrong(*reply.error)) {
    backoff_.failed(origin_of(address), subject.text(), now_ms(), subject.secret());
    journal_.note_event({"sign_in_failed", {}, {}, {}, subject.name, address, subject.method});
  } else {
    backoff_.undecided(subject.text());
  }
}

void Credentials::check(const char* what, std::vector<std::string> parameters, const Subject& subject,
                        const std::string& address, Purpose purpose, ServiceCallback then) {
  if (!begin(subject, address, then)) {
    return;
  }
  service_.ask_credential(what, std::move(parameters),
                          [this, subject, address, purpose, then](const ServiceReply& reply) {
                            note(subject, address, reply);
                            then(purpose == Purpose::proof ? as_lacking_proof(reply) : reply);
                          });
}

void Credentials::check_role(const std::string& role, const std::string& password, const std::string& address,
                             Purpose purpose, ServiceCallback then) {
  check("role_password", {role, password, address, purpose == Purpose::sign_in ? "sign_in" : "proof"}, {"role", role},
        address, purpose, std::move(then));
}

void Credentials::check_email(const std::string& email, const std::string& password, const std::string& address,
                              ServiceCallback then) {
  core::JsonWriter argument;
  argument.begin_object().key("email").string(email).end_object();
  check("account_password", {argument.take(), password, address}, {"email", core::lower_ascii(email)}, address,
        Purpose::sign_in, std::move(then));
}

void Credentials::check_account(const core::Uuid& account, const std::string& password, const std::string& address,
                                ServiceCallback then) {
  core::JsonWriter argument;
  argument.begin_object().key("account_id").string(account.text()).end_object();
  check("account_password", {argument.take(), password, address}, {"account", account.text()}, address, Purpose::proof,
        std::move(then));
}

void Credentials::hash_password(const std::string& password, const std::string& email, const std::string& name,
                                ServiceCallback then) {
  service_.ask_credential("hash_password", {password, email, name}, std::move(then));
}

void Credentials::redeem(const char* operation, const std::string& hash, std::string argument,
                         const std::string& address, ServiceCallback then) {
  Subject subject{"secret", hash.substr(0, subject_characters)};
  if (begin(subject, address, then)) {
    service_.ask(operation, std::move(argument), core::Uuid{},
                 [this, subject, address, then](const ServiceReply& reply) {
                   note(subject, address, reply);
                   then(reply);
                 });
  }
}

core::Error Credentials::refuse(const std::string& subject, const std::string& address) {
  std::string origin = origin_of(address);
  int64_t wait_ms = backoff_.begin(origin, subject, now_ms(), auth::Backoff::Secret::random);
  if (wait_ms > 0) {
    return wait_error(wait_ms);
  }
  backoff_.failed(origin, subject, now_ms(), auth::Backoff::Secret::random);
  return core::Error(core::sqlstate::invalid_password, "user name, password or link is not valid");
}

} // namespace studio::gateway
