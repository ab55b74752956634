// The password of an account: made into a verifier, and checked against one. scrypt of libcrypto.
//
// Plain C++: knows no table and no request. Only the credential worker calls it: a call takes about a quarter of a second of a
// processor and 32 MiB. The parameters stand in the verifier, so that they can grow without making old ones useless.
#pragma once

#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::auth {

constexpr std::size_t password_limit_bytes = 1024;

// scrypt$N$r$p$salt$hash, salt and hash in base64url.
std::string make_password_hash(std::string_view password);

// Is this the password? A verifier that is malformed, or asks for more memory than 128 MiB, fits none.
bool matches_password_hash(std::string_view password, std::string_view hash);

// A verifier that no password fits, with the parameters of new ones: what a name that nobody has is checked against, so that
// time tells nothing.
const std::string& dummy_password_hash();

} // namespace studio::auth
