// Who speaks, as a token said, and what that token allows. What the account itself may do, its grants say (access.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/error.h"
#include "core/uuid.h"

namespace studio::gateway {

// What a token allows, the higher including the lower; routes name the one that they need.
enum class Scope : uint8_t {
  none,
  read,   // look at everything; SQL in read-only sessions
  write,  // change data and what one has saved
  admin,  // change connections, members, organizations
  person, // no personal access token will do: passwords, sign-ins, tokens, the account itself
};
// "read", "write" or "admin"; empty for the others.
std::string_view scope_name(Scope scope);
// 42501: what a token is told that allows less than a route needs.
core::Error lacks_scope(Scope needed);

struct Identity {
  core::Uuid account;
  core::Uuid session;       // of the sign-in; nil where a personal access token speaks
  int64_t expires_at_s = 0; // of the token, Unix time
  Scope scope = Scope::none;
  std::array<char, 32> token_hash = {}; // SHA-256 of a personal access token
};

} // namespace studio::gateway
