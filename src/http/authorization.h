// The Authorization header: the one scheme that we know.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::http {

constexpr std::size_t bearer_token_limit_bytes = 4096;

// The token of `Bearer <token>`; nullopt for another scheme, an empty or too long token, or one with bytes outside RFC 6750's
// alphabet. A request with two Authorization headers is refused by the gate.
std::optional<std::string_view> bearer_token(std::string_view header);

} // namespace studio::http
