// The one check of a PostgreSQL role's password, against the verifier in pg_authid.
//
// Knows neither requests nor sign-ins; whoever calls it decides what the role may do. Every call costs one whole SCRAM
// verification, also where the role is unknown or has no password, so that time tells nothing. Needs a transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pg/backend.h"

namespace studio::auth {

struct VerifiedRole {
  std::string name; // UTF-8
  Oid oid;
  std::string verifier_hash; // SHA-256 of the verifier
  bool may_log_in;           // LOGIN; VALID UNTIL has been checked
  bool may_sign_in;          // a member of studio_login
  bool is_studio_role;       // named studio_…
};

// The role, if this is its password and it has not expired; else nullopt, with the reason for the server's log.
// `role` and `password` are UTF-8 without NUL. The caller wipes the password.
std::optional<VerifiedRole> verify_role_password(std::string_view role, std::string_view password, std::string& reason);

} // namespace studio::auth
