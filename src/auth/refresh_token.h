// The refresh token: a MAC over the sign-in's id, its account and a counter. Nothing of it is stored.
//
// Plain C++: knows no cookie and no table. Which counter is valid now, the table studio.session says
// (src/service/README.md); that the token is ours, the key says. The gateway uses it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/token.h"
#include "core/uuid.h"

#include "core/no_postgres.h"

namespace studio::auth {

struct RefreshToken {
  core::Uuid session;
  core::Uuid account;
  std::uint32_t counter = 0; // 1 at sign-in, at most 2^31 − 1

  bool operator==(const RefreshToken&) const = default;
};

// 91 characters of base64url. The same key and content always give the same text: that is how two tabs that reload
// together get the same successor.
std::string make_refresh_token(const SigningKey& key, const RefreshToken& token);

// The content of a token that one of the keys has made; nullopt for anything else.
std::optional<RefreshToken> read_refresh_token(const std::vector<SigningKey>& keys, std::string_view text);

} // namespace studio::auth
