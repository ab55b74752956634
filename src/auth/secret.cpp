#include "auth/secret.h"

#include <openssl/evp.h>

#include <algorithm>
#include <climits>
#include <memory>

#include "core/digest.h"
#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::auth {

namespace {

constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

[[noreturn]] void fail() { throw core::Error(core::sqlstate::internal_error, "encryption of a secret failed"); }

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
int length_of(std::string_view text) { return static_cast<int>(text.size()); }

} // namespace

int key_version(const SigningKey& key) {
  std::string digest = core::sha256(key.id);
  int version = 0;
  for (int i = 0; i < 4; i++) {
    version = static_cast<int>((static_cast<unsigned>(version) << 8 | static_cast<unsigned char>(digest[i])) & INT_MAX);
  }
  return std::max(version, 1);
}

// Only the user may hold a line feed, and stands last: no two places have one context.
std::string secret_context(const SecretPlace& place) {
  return "studio connection\n" + place.connection + "\n" + place.organization + "\n" + place.host + "\n" +
         std::to_string(place.port) + "\n" + place.sslmode + "\n" + place.user;
}

SealedSecret seal_secret(const SigningKey& key, std::string_view secret, std::string_view context) {
  SealedSecret sealed;
  sealed.key_version = key_version(key);
  sealed.nonce = core::random_bytes(nonce_bytes);
  sealed.ciphertext.resize(secret.size() + tag_bytes);
  CipherContext cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  bool is_done =
      cipher &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key.secret), bytes_of(sealed.nonce)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &written, bytes_of(context), length_of(context)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), bytes_of(sealed.ciphertext), &written, bytes_of(secret), length_of(secret)) ==
          1 &&
      EVP_EncryptFinal_ex(cipher.get(), bytes_of(sealed.ciphertext) + secret.size(), &written) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, sealed.ciphertext.data() + secret.size()) == 1;
  if (!is_done) {
    fail();
  }
  return sealed;
}

std::optional<std::string> open_secret(const std::vector<SigningKey>& keys, const SealedSecret& sealed,
                                       std::string_view context) {
  auto key = std::find_if(keys.begin(), keys.end(),
                          [&](const SigningKey& known) { return key_version(known) == sealed.key_version; });
  if (key == keys.end() || sealed.nonce.size() != nonce_bytes || sealed.ciphertext.size() < tag_bytes) {
    return std::nullopt;
  }
  std::string secret(sealed.ciphertext.size() - tag_bytes, '\0');
  std::string tag = sealed.ciphertext.substr(secret.size());
  CipherContext cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  bool is_done = cipher &&
                 EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key->secret),
                                    bytes_of(sealed.nonce)) == 1 &&
                 EVP_DecryptUpdate(cipher.get(), nullptr, &written, bytes_of(context), length_of(context)) == 1 &&
                 EVP_DecryptUpdate(cipher.get(), bytes_of(secret), &written, bytes_of(sealed.ciphertext),
                                   length_of(secret)) == 1 &&
                 EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1 &&
                 EVP_DecryptFinal_ex(cipher.get(), bytes_of(secret) + secret.size(), &written) == 1;
  if (!is_done) {
    core::wipe(secret); // bytes that no tag vouches for
    return std::nullopt;
  }
  return secret;
}

} // namespace studio::auth
