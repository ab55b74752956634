// UUID text is fixed: 8-4-4-4-12 lower-case hexadecimal digits.
#include "core/uuid.h"

#include <unistd.h>

#include <algorithm>

#include "core/digest.h"

namespace studio::core {

namespace {

constexpr std::size_t text_bytes = 36;

bool is_dash_position(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9')
    return digit - '0';
  if (digit >= 'a' && digit <= 'f')
    return digit - 'a' + 10;
  return -1;
}

// Every request gets an id, and libcrypto takes about as long for 1,024 random bytes as for 16. A process made by fork
// draws its own: it must not go on with its parent's.
class RandomSupply {
public:
  void take(std::uint8_t* bytes, std::size_t count) {
    if (offset_ + count > supply_.size() || owner_ != getpid()) {
      supply_ = random_bytes(supply_bytes);
      offset_ = 0;
      owner_ = getpid();
    }
    std::copy_n(supply_.begin() + static_cast<std::ptrdiff_t>(offset_), count, bytes);
    offset_ += count;
  }

private:
  static constexpr std::size_t supply_bytes = 1024;

  std::string supply_;
  std::size_t offset_ = 0;
  pid_t owner_ = 0;
};

} // namespace

Uuid Uuid::random() {
  static RandomSupply supply;
  Uuid uuid;
  supply.take(uuid.bytes.data(), uuid.bytes.size());
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0F) | 0x40);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3F) | 0x80);
  return uuid;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != text_bytes)
    return std::nullopt;
  Uuid uuid;
  std::size_t digits = 0;
  for (std::size_t position = 0; position < text_bytes; position++) {
    if (is_dash_position(position)) {
      if (text[position] != '-')
        return std::nullopt;
      continue;
    }
    const int value = digit_value(text[position]);
    if (value < 0)
      return std::nullopt;
    std::uint8_t& byte = uuid.bytes[digits / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
    digits++;
  }
  return uuid;
}

std::string Uuid::text() const {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(text_bytes, '-');
  std::size_t position = 0;
  for (const std::uint8_t byte : bytes) {
    if (is_dash_position(position))
      position++;
    text[position++] = digits[byte >> 4];
    text[position++] = digits[byte & 0xF];
  }
  return text;
}

} // namespace studio::core
