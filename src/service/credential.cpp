#include "service/credential.h"

#include "auth/password.h"
#include "core/digest.h"
#include "core/error.h"
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

constexpr size_t password_limit_bytes = 1024;

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
  throw core::Error(sqlstate::invalid_password, request.purpose == "proof"
                                                    ? "password authentication failed for role \"" + role + "\""
                                                    : "user name, password or link is not valid");
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
  if (request.password.size() > password_limit_bytes || request.password.find('\0') != std::string_view::npos) {
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

} // namespace studio::service
