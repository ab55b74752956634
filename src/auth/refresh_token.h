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

constexpr std::int64_t refresh_token_life_s = 30 * 24 * 3600; // from its last exchange

struct RefreshToken {
  core::Uuid session;
  core::Uuid account;
  std::uint32_t counter = 0; // 1 at sign-in, at most 2^31 − 1
  // No part of its text: when the key that made it was retired, Unix time; 0 where it is in use. A sign-in that has been
  // refreshed since has a token of a newer key, so this one is none of ours.
  std::int64_t key_retired_at_s = 0;

  bool operator==(const RefreshToken&) const = default;
};

// 91 characters of base64url. The same key and content always give the same text: that is how two tabs that reload
// together get the same successor.
std::string make_refresh_token(const SigningKey& key, const RefreshToken& token);

// The content of a token that one of the keys has made; nullopt for anything else. A key that was retired longer ago than a
// token may live makes none.
std::optional<RefreshToken> read_refresh_token(const std::vector<SigningKey>& keys, std::string_view text,
                                               std::int64_t now_s);

} // namespace studio::auth
