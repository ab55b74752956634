// The access token: a JWT with one algorithm, made and checked here and nowhere else.
//
// Plain C++: knows no HTTP and no account table; the clock is passed in. The gateway uses it. It says who speaks and until
// when, nothing of rights. A refused token is nullopt, whatever is wrong with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/uuid.h"

#include "core/no_postgres.h"

namespace studio::auth {

constexpr std::size_t token_limit_bytes = 4096;
constexpr std::int64_t token_life_limit_s = 15 * 60; // a token that claims to live longer is not ours
constexpr std::int64_t clock_skew_s = 60;            // how far ahead of ours the clock that made it may be

struct SigningKey {
  std::string id;     // [A-Za-z0-9_-], at most 32 characters; the token's kid
  std::string secret; // 32 bytes
  // When another took its place, Unix time; 0 while it makes. What it made before is good until it expires, so that nobody is
  // signed out; what bears it and says to be younger was made by a thief.
  std::int64_t retired_at_s = 0;
};

struct AccessToken {
  core::Uuid account;            // sub
  core::Uuid session;            // the first part of jti
  std::int64_t issued_at_s = 0;  // iat
  std::int64_t expires_at_s = 0; // exp
};

// Whom the token is from and for: the same text in every token of one installation.
struct TokenScope {
  std::string issuer;   // iss
  std::string audience; // aud
};

// Header.payload.signature with HS256; the claims are iss aud exp iat jti sub, the header alg typ kid.
std::string make_access_token(const SigningKey& key, const TokenScope& scope, const AccessToken& token);

// The claims of a token that one of the keys has signed, for this scope, and that is in force at `now_s`.
std::optional<AccessToken> read_access_token(const std::vector<SigningKey>& keys, const TokenScope& scope,
                                             std::string_view text, std::int64_t now_s);

} // namespace studio::auth
