// UUID text is fixed: 8-4-4-4-12 lower-case hexadecimal digits.
#include "core/uuid.h"

#include <pthread.h>

#include <algorithm>

#include "core/digest.h"

namespace studio::core {

namespace {

bool is_dash_position(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

constexpr std::uint8_t no_digit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_digit_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::uint8_t digit = 0; digit < 10; digit++)
    values[static_cast<std::size_t>('0' + digit)] = digit;
  for (std::uint8_t digit = 10; digit < 16; digit++)
    values[static_cast<std::size_t>('a' + digit - 10)] = digit;
  return values;
}

constexpr std::array<std::uint8_t, 256> digit_values = make_digit_values();

// Every request gets an id, and libcrypto takes about as long for 1,024 random bytes as for 16. A process made by fork
// draws its own: it must not go on with its parent's.
class RandomSupply {
public:
  RandomSupply() { pthread_atfork(nullptr, nullptr, forget); }

  void take(std::uint8_t* bytes, std::size_t count) {
    if (offset_ + count > supply_.size()) {
      supply_ = random_bytes(supply_bytes);
      offset_ = 0;
    }
    std::copy_n(supply_.begin() + static_cast<std::ptrdiff_t>(offset_), count, bytes);
    offset_ += count;
  }

private:
  static constexpr std::size_t supply_bytes = 1024;

  static void forget();

  std::string supply_;
  std::size_t offset_ = 0;
};

RandomSupply& random_supply() {
  static RandomSupply supply;
  return supply;
}

void RandomSupply::forget() { random_supply().offset_ = supply_bytes; }

} // namespace

Uuid Uuid::random() {
  Uuid uuid;
  random_supply().take(uuid.bytes.data(), uuid.bytes.size());
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
    const std::uint8_t value = digit_values[static_cast<unsigned char>(text[position])];
    if (value == no_digit)
      return std::nullopt;
    std::uint8_t& byte = uuid.bytes[digits / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
    digits++;
  }
  return uuid;
}

void Uuid::write(char* text) const {
  constexpr char digits[] = "0123456789abcdef";
  std::size_t position = 0;
  for (const std::uint8_t byte : bytes) {
    if (is_dash_position(position))
      text[position++] = '-';
    text[position++] = digits[byte >> 4];
    text[position++] = digits[byte & 0xF];
  }
}

std::string Uuid::text() const {
  std::string text(text_bytes, '-');
  write(text.data());
  return text;
}

} // namespace studio::core
