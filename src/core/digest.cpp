// Everything that touches libcrypto in the plain rooms.
#include "core/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
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

// What libcrypto looks up by name is looked up once: the look-up costs more than the digest of a short text.
struct FetchedDigest {
  explicit FetchedDigest(const char* name) : algorithm(EVP_MD_fetch(nullptr, name, nullptr)) {
    if (algorithm == nullptr)
      throw_crypto_failure("find a digest");
  }
  ~FetchedDigest() { EVP_MD_free(algorithm); }
  FetchedDigest(const FetchedDigest&) = delete;
  FetchedDigest& operator=(const FetchedDigest&) = delete;

  std::string of(std::string_view bytes) const {
    std::string result(static_cast<std::size_t>(EVP_MD_get_size(algorithm)), '\0');
    auto* target = reinterpret_cast<unsigned char*>(result.data());
    if (EVP_Digest(bytes.data(), bytes.size(), target, nullptr, algorithm, nullptr) != 1)
      throw_crypto_failure("compute a digest");
    return result;
  }

  EVP_MD* algorithm;
};

// One context for all HMACs of the process, which has a single thread; each use gives it the key anew.
class HmacSha256 {
public:
  HmacSha256() {
    EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    context_ = algorithm == nullptr ? nullptr : EVP_MAC_CTX_new(algorithm);
    EVP_MAC_free(algorithm);
    char digest_name[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
                                     OSSL_PARAM_construct_end()};
    if (context_ == nullptr || EVP_MAC_CTX_set_params(context_, parameters) != 1)
      throw_crypto_failure("set up HMAC");
  }
  ~HmacSha256() { EVP_MAC_CTX_free(context_); }
  HmacSha256(const HmacSha256&) = delete;
  HmacSha256& operator=(const HmacSha256&) = delete;

  std::string of(std::string_view key, std::string_view bytes) {
    // libcrypto takes a null key for "the key of the last call"; an empty key must not become that.
    const unsigned char* key_bytes = key.empty() ? as_unsigned("") : as_unsigned(key);
    std::string result(hmac_bytes, '\0');
    std::size_t written = 0;
    const bool done =
        EVP_MAC_init(context_, key_bytes, key.size(), nullptr) == 1 &&
        EVP_MAC_update(context_, as_unsigned(bytes), bytes.size()) == 1 &&
        EVP_MAC_final(context_, reinterpret_cast<unsigned char*>(result.data()), &written, result.size()) == 1;
    if (!done || written != result.size())
      throw_crypto_failure("compute an HMAC");
    return result;
  }

private:
  static constexpr std::size_t hmac_bytes = 32;

  EVP_MAC_CTX* context_ = nullptr;
};

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

std::string sha1(std::string_view bytes) { return FetchedDigest("SHA1").of(bytes); }

std::string sha256(std::string_view bytes) {
  static const FetchedDigest digest("SHA256");
  return digest.of(bytes);
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  static HmacSha256 hmac;
  return hmac.of(key, bytes);
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
