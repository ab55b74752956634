// A UUID: how ids of ours travel and how requests are numbered.
//
// Plain C++. On the wire a UUID is always the 36 characters in lower case; any other spelling is refused, so one object
// has one name.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::core {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  // Version 4, from libcrypto's generator. An id, not a secret: secrets come from random_bytes().
  static Uuid random();
  // nullopt unless the text is exactly the 36 characters that text() would give.
  static std::optional<Uuid> parse(std::string_view text);

  std::string text() const;
  bool is_nil() const { return *this == Uuid{}; }

  auto operator<=>(const Uuid&) const = default;
};

} // namespace studio::core
