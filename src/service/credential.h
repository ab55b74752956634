// Credential requests: is this the password of that role?
//
// Runs in the credential worker only, so that no other work waits behind a slow verifier, and passwords are in one process.
#pragma once

#include <string>
#include <string_view>

namespace studio::service {

struct RolePasswordRequest {
  std::string_view role;     // UTF-8
  std::string_view password; // UTF-8; the caller wipes it
  std::string_view address;  // for the log
  std::string_view purpose;  // "sign_in" or "proof"
};

// {"role","role_oid","verifier_hash"}; throws 28P01 with one text for every reason, which the server log tells.
std::string check_role_password(const RolePasswordRequest& request);

} // namespace studio::service
