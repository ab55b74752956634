// Credential requests: is this the password of that role, of that account; what is a new password kept as?
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

// `argument` is password_of's: {"email"} or {"account_id"}. {"account_id"}; throws 28P01 with one text for every reason. Takes
// the same time for an address that nobody has.
std::string check_account_password(std::string_view argument, std::string_view password, std::string_view address);

// {"password_hash"}; throws 22023 for a password that is refused, with the reason as its detail.
std::string hash_password(std::string_view password, std::string_view email, std::string_view name);

} // namespace studio::service
