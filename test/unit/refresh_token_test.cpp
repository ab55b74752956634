#include "auth/refresh_token.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace studio::auth {
namespace {

constexpr std::int64_t now_s = 1'800'000'000;
const SigningKey key = {"k1", std::string(32, 'k')};
const SigningKey old_key = {"k0", std::string(32, 'o')};
const RefreshToken token = {*core::Uuid::parse("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e02"),
                            *core::Uuid::parse("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01"), 258};

TEST(RefreshToken, SaysWhatWasPutIntoIt) {
  std::string text = make_refresh_token(key, token);
  EXPECT_EQ(text.size(), 91u);
  EXPECT_EQ(read_refresh_token({key}, text, now_s), token);
  EXPECT_EQ(read_refresh_token({old_key, key}, text, now_s), token);
}

TEST(RefreshToken, IsTheSameForTheSameContent) {
  EXPECT_EQ(make_refresh_token(key, token), make_refresh_token(key, token));
  RefreshToken next = token;
  next.counter++;
  EXPECT_NE(make_refresh_token(key, token), make_refresh_token(key, next));
}

TEST(RefreshToken, OfAnotherKeyIsRefused) {
  EXPECT_FALSE(read_refresh_token({old_key}, make_refresh_token(key, token), now_s));
  EXPECT_FALSE(read_refresh_token({}, make_refresh_token(key, token), now_s));
}

TEST(RefreshToken, OfARetiredKeyIsGoodForItsLife) {
  SigningKey retired = old_key;
  retired.retired_at_s = now_s;
  std::string text = make_refresh_token(old_key, token);
  auto read = read_refresh_token({key, retired}, text, now_s + refresh_token_life_s);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->key_retired_at_s, now_s);
  EXPECT_FALSE(read_refresh_token({key, retired}, text, now_s + refresh_token_life_s + 1));
}

TEST(RefreshToken, HasNoSecondSpelling) {
  std::string text = make_refresh_token(key, token);
  for (std::size_t i = 0; i < text.size(); i++) {
    for (char other : std::string("AaZz09-_+/=. ")) {
      if (other != text[i]) {
        std::string changed = text;
        changed[i] = other;
        EXPECT_FALSE(read_refresh_token({key}, changed, now_s)) << "character " << i;
      }
    }
  }
  for (const std::string& wrong :
       {std::string(), text + "=", text.substr(1), text + "A", std::string(91, 'A'), std::string(1 << 20, 'A')}) {
    EXPECT_FALSE(read_refresh_token({key}, wrong, now_s));
  }
}

TEST(RefreshToken, OfNobodyOrOfCounterNoughtIsRefused) {
  EXPECT_FALSE(read_refresh_token({key}, make_refresh_token(key, {token.session, core::Uuid{}, 1}), now_s));
  EXPECT_FALSE(read_refresh_token({key}, make_refresh_token(key, {core::Uuid{}, token.account, 1}), now_s));
  EXPECT_FALSE(read_refresh_token({key}, make_refresh_token(key, {token.session, token.account, 0}), now_s));
  EXPECT_FALSE(read_refresh_token({key}, make_refresh_token(key, {token.session, token.account, 1u << 31}), now_s));
}

TEST(RefreshToken, AndAnAccessTokenAreNotEachOther) {
  // The same key signs both: neither signature may serve as the other's.
  std::string access = make_access_token(key, {"studio", "here"}, {token.account, token.session, 1, 601});
  EXPECT_FALSE(read_refresh_token({key}, access, now_s));
  EXPECT_FALSE(read_access_token({key}, {"studio", "here"}, make_refresh_token(key, token), 1));
}

} // namespace
} // namespace studio::auth
