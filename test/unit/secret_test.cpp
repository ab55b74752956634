// A sealed secret opens with its key and its context, and with nothing else.
#include "auth/secret.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace {

using studio::auth::SealedSecret;
using studio::auth::SigningKey;

const SigningKey key = {"first", std::string(32, 'k')};
const SigningKey other = {"second", std::string(32, 'o')};
const std::string context = "connection 1 of organization 2";

TEST(Secret, OpensAgain) {
  for (const std::string& secret : {std::string("p\0w", 3), std::string("pässword"), std::string(1024, 'x')}) {
    SealedSecret sealed = seal_secret(key, secret, context);
    EXPECT_EQ(sealed.nonce.size(), 12u);
    EXPECT_EQ(sealed.ciphertext.size(), secret.size() + 16);
    EXPECT_EQ(sealed.ciphertext.find(secret), std::string::npos);
    EXPECT_EQ(open_secret({key}, sealed, context), secret);
  }
}

TEST(Secret, IsDifferentEachTime) {
  SealedSecret first = seal_secret(key, "same", context);
  SealedSecret second = seal_secret(key, "same", context);
  EXPECT_NE(first.nonce, second.nonce);
  EXPECT_NE(first.ciphertext, second.ciphertext);
}

TEST(Secret, OpensInNoOtherContext) {
  SealedSecret sealed = seal_secret(key, "secret", context);
  EXPECT_FALSE(open_secret({key}, sealed, context + " "));
  EXPECT_FALSE(open_secret({key}, sealed, ""));
}

TEST(Secret, AnOldKeyStillOpensAfterARotation) {
  SealedSecret sealed = seal_secret(key, "secret", context);
  EXPECT_EQ(open_secret({other, key}, sealed, context), "secret");
  EXPECT_FALSE(open_secret({other}, sealed, context));
  EXPECT_FALSE(open_secret({}, sealed, context));
  EXPECT_FALSE(open_secret({{"first", std::string(32, 'z')}}, sealed, context));
}

TEST(Secret, AnyChangedBitIsNoticed) {
  SealedSecret sealed = seal_secret(key, "secret", context);
  for (std::size_t at = 0; at < sealed.ciphertext.size(); at++) {
    SealedSecret changed = sealed;
    changed.ciphertext[at] = static_cast<char>(changed.ciphertext[at] ^ 1);
    EXPECT_FALSE(open_secret({key}, changed, context));
  }
  SealedSecret cut = sealed;
  cut.ciphertext.resize(15);
  EXPECT_FALSE(open_secret({key}, cut, context));
  SealedSecret short_nonce = sealed;
  short_nonce.nonce.pop_back();
  EXPECT_FALSE(open_secret({key}, short_nonce, context));
}

TEST(Secret, AKeyVersionIsPositiveAndFollowsTheId) {
  EXPECT_GT(studio::auth::key_version(key), 0);
  EXPECT_NE(studio::auth::key_version(key), studio::auth::key_version(other));
  EXPECT_EQ(studio::auth::key_version(key), studio::auth::key_version({"first", "x"}));
}

TEST(Secret, EveryFieldOfAPlaceCounts) {
  using studio::auth::SecretPlace;
  const SecretPlace place = {"connection", "organization", "db.example", 5432, "ada", "verify-full"};
  const std::string known = secret_context(place);
  for (int field = 0; field < 6; field++) {
    SecretPlace changed = place;
    std::string* texts[] = {&changed.connection, &changed.organization, &changed.host, &changed.user, &changed.sslmode};
    if (field < 5) {
      texts[field]->append("x");
    } else {
      changed.port++;
    }
    EXPECT_NE(secret_context(changed), known);
  }
}

} // namespace
