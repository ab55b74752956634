#include "auth/account_password.h"

#include <openssl/evp.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/ascii.h"
#include "core/digest.h"
#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::auth {

namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;
constexpr std::uint64_t memory_limit_bytes = 128 * 1024 * 1024;

struct Verifier {
  std::uint64_t n = 1 << 15;
  std::uint64_t r = 8;
  std::uint64_t p = 3;
  std::string salt;
  std::string hash;
};

std::string derive(std::string_view password, const Verifier& verifier) {
  std::string derived(hash_bytes, '\0');
  // OpenSSL counts a little more than 128 * N * r.
  constexpr std::uint64_t spare_bytes = 1024 * 1024;
  int is_done =
      EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const unsigned char*>(verifier.salt.data()),
                     verifier.salt.size(), verifier.n, verifier.r, verifier.p, memory_limit_bytes + spare_bytes,
                     reinterpret_cast<unsigned char*>(derived.data()), derived.size());
  if (is_done != 1) {
    throw core::Error(core::sqlstate::internal_error, "scrypt failed");
  }
  return derived;
}

std::string text_of(const Verifier& verifier) {
  return "scrypt$" + std::to_string(verifier.n) + "$" + std::to_string(verifier.r) + "$" + std::to_string(verifier.p) +
         "$" + core::base64url(verifier.salt) + "$" + core::base64url(verifier.hash);
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    parts.push_back(core::take_part(text, '$'));
  }
  return parts;
}

bool read_number(std::string_view text, std::uint64_t limit, std::uint64_t& number) {
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() && number >= 1 && number <= limit;
}

std::optional<Verifier> read(std::string_view text) {
  std::vector<std::string_view> parts = split(text);
  Verifier verifier;
  bool has_parameters = parts.size() == 6 && parts[0] == "scrypt" && read_number(parts[1], 1 << 20, verifier.n) &&
                        read_number(parts[2], 64, verifier.r) && read_number(parts[3], 16, verifier.p);
  bool is_power_of_two = (verifier.n & (verifier.n - 1)) == 0 && verifier.n >= 2;
  if (!has_parameters || !is_power_of_two || 128 * verifier.n * verifier.r > memory_limit_bytes) {
    return std::nullopt;
  }
  std::optional<std::string> salt = core::from_base64url(parts[4]);
  std::optional<std::string> hash = core::from_base64url(parts[5]);
  if (!salt || !hash || hash->size() != hash_bytes) {
    return std::nullopt;
  }
  verifier.salt = *salt;
  verifier.hash = *hash;
  return verifier;
}

} // namespace

std::string make_password_hash(std::string_view password) {
  Verifier verifier;
  verifier.salt = core::random_bytes(salt_bytes);
  verifier.hash = derive(password, verifier);
  return text_of(verifier);
}

bool matches_password_hash(std::string_view password, std::string_view hash) {
  std::optional<Verifier> verifier = read(hash);
  return verifier && core::equal_in_constant_time(derive(password, *verifier), verifier->hash);
}

const std::string& dummy_password_hash() {
  static const std::string dummy = [] {
    Verifier nobody;
    nobody.salt = core::random_bytes(salt_bytes);
    nobody.hash = core::random_bytes(hash_bytes);
    return text_of(nobody);
  }();
  return dummy;
}

} // namespace studio::auth
