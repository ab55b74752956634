// A password at rest: AES-256-GCM under a credential key of the key file, bound to the place that it opens.
//
// Plain C++ over libcrypto: knows no table and no connection. The gateway seals what a form brings; the remote runner opens it
// just before it connects. What is sealed for one context opens in no other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/token.h"

#include "core/no_postgres.h"

namespace studio::auth {

struct SealedSecret {
  int key_version = 0;    // names the key: the first 31 bits of the SHA-256 of its id, never 0
  std::string nonce;      // 12 bytes, random
  std::string ciphertext; // as long as the secret, and 16 bytes of tag
};

// The version that a key's secrets bear. It follows from the key's id, so a rotated file needs no counter.
int key_version(const SigningKey& key);

// `context` says what the secret is for; opening wants the same bytes. Throws XX000 where libcrypto fails.
SealedSecret seal_secret(const SigningKey& key, std::string_view secret, std::string_view context);

// What a connection's password is bound to: its row, and every field that decides whom it is sent to, and how.
struct SecretPlace {
  std::string connection; // UUID texts
  std::string organization;
  std::string host;
  int port = 0;
  std::string user;
  std::string sslmode;
};
std::string secret_context(const SecretPlace& place);

// Nullopt where none of the keys has that version, or anything at all differs from what was sealed.
std::optional<std::string> open_secret(const std::vector<SigningKey>& keys, const SealedSecret& sealed,
                                       std::string_view context);

} // namespace studio::auth
