#include "service/credential.h"

#include "auth/account_password.h"
#include "auth/password.h"
#include "auth/password_rules.h"
#include "core/digest.h"
#include "core/error.h"
#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "pg/guard.h"
#include "pg/settings.h"
#include "pg/transaction.h"
#include "service/query.h"

extern "C" {
#include "catalog/pg_type.h"
}

namespace studio::service {

namespace {

namespace sqlstate = core::sqlstate;

constexpr char refusal[] = "user name, password or link is not valid";

bool is_too_long(std::string_view password) {
  return password.size() > auth::password_limit_bytes || password.find('\0') != std::string_view::npos;
}

// What an attacker sends must not make lines of its own in the log.
std::string printable(std::string_view text, size_t limit_bytes) {
  std::string out(text.substr(0, limit_bytes));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      c = '?';
    }
  }
  return out;
}

[[noreturn]] void refuse(const RolePasswordRequest& request, const std::string& reason) {
  std::string role = printable(request.role, NAMEDATALEN - 1);
  std::string address = printable(request.address, 64);
  pg::call([&] {
    ereport(LOG, (errmsg_internal("studio refused the password of role \"%s\"", role.c_str()),
                  errdetail_internal("Client address: %s. %s", address.c_str(), reason.c_str())));
  });
  throw core::Error(sqlstate::invalid_password,
                    request.purpose == "proof" ? "password authentication failed for role \"" + role + "\"" : refusal);
}

// The account and its verifier; both empty where there is none.
struct StoredPassword {
  std::string account;
  std::string hash;
};

StoredPassword stored_password(std::string_view argument) {
  static Statement statement("SELECT studio_private.password_of($1)", JSONBOID);
  pg::Transaction transaction;
  std::string answer = statement.run(argument).value_or("{}");
  transaction.commit();
  core::JsonDocument document = core::JsonDocument::parse(answer, core::JsonLimits{answer.size() + 1});
  core::JsonObject object = document.root_object();
  return {std::string(object.optional_string("account_id", 36).value_or("")),
          std::string(object.optional_string("password_hash", 1000).value_or(""))};
}

void log_refusal(std::string_view address) {
  std::string from = printable(address, 64);
  pg::call([&] {
    ereport(LOG, (errmsg_internal("studio refused the password of an account"),
                  errdetail_internal("Client address: %s.", from.c_str())));
  });
}

bool is_strong(Oid role) {
  static Statement statement("SELECT studio_private.is_strong_role($1)", OIDOID);
  std::optional<std::string> answer = statement.run(std::to_string(role));
  return !answer || *answer != "f";
}

// What else, beside the right password, a role needs.
std::string missing(const auth::VerifiedRole& role, std::string_view purpose) {
  if (!role.may_log_in) {
    return "The role may not log in.";
  }
  if (role.is_studio_role) {
    return "The role is studio's own.";
  }
  if (purpose != "proof" && !role.may_sign_in) {
    return "The role is not a member of studio_login.";
  }
  if (!pg::settings.allow_superuser && is_strong(role.oid)) {
    return "The role is as strong as a superuser and studio.allow_superuser is off.";
  }
  return {};
}

} // namespace

std::string check_role_password(const RolePasswordRequest& request) {
  if (is_too_long(request.password)) {
    refuse(request, "The password is longer than 1024 bytes or holds a NUL.");
  }
  pg::Transaction transaction;
  std::string reason;
  std::optional<auth::VerifiedRole> role = auth::verify_role_password(request.role, request.password, reason);
  if (!role) {
    refuse(request, reason);
  }
  reason = missing(*role, request.purpose);
  if (!reason.empty()) {
    refuse(request, reason);
  }
  transaction.commit();
  core::JsonWriter json;
  json.begin_object().key("role").string(role->name).key("role_oid").integer(role->oid);
  json.key("verifier_hash").string(core::hex(role->verifier_hash)).end_object();
  return json.take();
}

std::string check_account_password(std::string_view argument, std::string_view password, std::string_view address) {
  StoredPassword stored = is_too_long(password) ? StoredPassword{} : stored_password(argument);
  bool is_known = !stored.hash.empty();
  bool matches = auth::matches_password_hash(is_too_long(password) ? "" : password,
                                             is_known ? stored.hash : auth::dummy_password_hash());
  core::wipe(stored.hash);
  if (!is_known || !matches) {
    log_refusal(address);
    throw core::Error(sqlstate::invalid_password, refusal);
  }
  core::JsonWriter json;
  return json.begin_object().key("account_id").string(stored.account).end_object().take();
}

std::string hash_password(std::string_view password, std::string_view email, std::string_view name) {
  std::string problem = auth::password_problem(password, email, name);
  if (!problem.empty()) {
    core::Error refused(sqlstate::invalid_parameter_value, "the password is not acceptable");
    refused.column = "password"; // the field of a form that the detail belongs to
    throw refused.with_detail(problem);
  }
  core::JsonWriter json;
  return json.begin_object().key("password_hash").string(auth::make_password_hash(password)).end_object().take();
}

} // namespace studio::service
