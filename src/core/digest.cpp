// Everything that touches libcrypto in the plain rooms.
#include "core/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdint>

#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::core {

namespace {

constexpr char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char base64url_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

enum class Padding { none, equals };

[[noreturn]] void throw_crypto_failure(const char* what) {
  throw Error(sqlstate::internal_error, std::string("libcrypto could not ") + what);
}

const unsigned char* as_unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string encode(std::string_view bytes, const char* digits, Padding padding) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t pending = 0;
  int pending_bits = 0;
  for (const char byte : bytes) {
    pending = pending << 8 | static_cast<unsigned char>(byte);
    pending_bits += 8;
    while (pending_bits >= 6) {
      pending_bits -= 6;
      text.push_back(digits[pending >> pending_bits & 0x3F]);
    }
  }
  if (pending_bits > 0)
    text.push_back(digits[pending << (6 - pending_bits) & 0x3F]);
  while (padding == Padding::equals && text.size() % 4 != 0)
    text.push_back('=');
  return text;
}

int base64url_value(char digit) {
  if (digit >= 'A' && digit <= 'Z')
    return digit - 'A';
  if (digit >= 'a' && digit <= 'z')
    return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9')
    return digit - '0' + 52;
  if (digit == '-')
    return 62;
  if (digit == '_')
    return 63;
  return -1;
}

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
  std::string result(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
  if (EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(result.data()), nullptr, algorithm,
                 nullptr) != 1)
    throw_crypto_failure("compute a digest");
  return result;
}

} // namespace

std::string base64(std::string_view bytes) { return encode(bytes, base64_digits, Padding::equals); }

std::string base64url(std::string_view bytes) { return encode(bytes, base64url_digits, Padding::none); }

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1)
    return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t pending = 0;
  int pending_bits = 0;
  for (const char digit : text) {
    const int value = base64url_value(digit);
    if (value < 0)
      return std::nullopt;
    pending = (pending << 6 | static_cast<std::uint32_t>(value)) & 0xFFF;
    pending_bits += 6;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      bytes.push_back(static_cast<char>(pending >> pending_bits & 0xFF));
    }
  }
  const std::uint32_t unused_bits = pending & ((1u << pending_bits) - 1);
  if (unused_bits != 0)
    return std::nullopt;
  return bytes;
}

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text.push_back(digits[value >> 4]);
    text.push_back(digits[value & 0xF]);
  }
  return text;
}

std::string sha1(std::string_view bytes) { return digest(EVP_sha1(), bytes); }

std::string sha256(std::string_view bytes) { return digest(EVP_sha256(), bytes); }

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  // libcrypto takes a null key for "the key of the last call"; an empty key must not become that.
  const char* key_bytes = key.empty() ? "" : key.data();
  std::string result(32, '\0');
  unsigned int result_bytes = 0;
  if (HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()), as_unsigned(bytes), bytes.size(),
           reinterpret_cast<unsigned char*>(result.data()), &result_bytes) == nullptr ||
      result_bytes != result.size())
    throw_crypto_failure("compute an HMAC");
  return result;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
    throw_crypto_failure("make random bytes");
  return bytes;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

} // namespace studio::core
