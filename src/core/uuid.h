// A UUID: how ids of ours travel and how requests are numbered.
//
// Plain C++. On the wire a UUID is always the 36 characters in lower case; any other spelling is refused, so one object
// has one name.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
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

  static constexpr std::size_t text_bytes = 36;
  // Writes text_bytes characters and no terminator.
  void write(char* text) const;
  std::string text() const;
  bool is_nil() const { return *this == Uuid{}; }

  auto operator<=>(const Uuid&) const = default;
};

// For tables keyed by our own random ids: their bits need no mixing.
struct UuidHash {
  std::size_t operator()(const Uuid& uuid) const {
    std::size_t hash;
    std::memcpy(&hash, uuid.bytes.data(), sizeof hash);
    return hash;
  }
};

} // namespace studio::core
