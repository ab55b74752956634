#include "core/digest.h"

#include <gtest/gtest.h>

#include <set>

#include "core/uuid.h"

namespace studio::core {
namespace {

using namespace std::string_view_literals;

TEST(Base64, GivesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFB\xFF"), "+/8=");
  EXPECT_EQ(base64url("\xFB\xFF"), "-_8");
}

TEST(Base64Url, ReadsBackWhatItWrites) {
  std::string bytes;
  for (int length = 0; length < 260; length++) {
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
    bytes.push_back(static_cast<char>(length * 37));
  }
}

TEST(Base64Url, RefusesEverySecondSpelling) {
  for (const std::string_view text : {"A"sv, "Zg=="sv, "Zg="sv, "Zh"sv, "Zm9"sv, "Zm+v"sv, "Zm/v"sv, "Zm v"sv,
                                      "Zm8\n"sv, "Z\0m8"sv, "AAAAA"sv, "Zm9vä"sv})
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

TEST(Digest, GivesTheKnownVectors) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  // RFC 4231, test cases 1, 2 and 6 (a key longer than the block).
  EXPECT_EQ(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(hex(hmac_sha256("", "")), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(Digest, ComparesWithoutStoppingEarly) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST(Digest, WipesTheBytesThemselves) {
  std::string secret(100, 's');
  const char* bytes = secret.data();
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(bytes[0], '\0');
}

TEST(Random, GivesSoManyBytesAndNotTheSameTwice) {
  EXPECT_EQ(random_bytes(0).size(), 0u);
  EXPECT_EQ(random_bytes(33).size(), 33u);
  EXPECT_NE(random_bytes(16), random_bytes(16));
}

TEST(Uuid, HasOneSpelling) {
  const std::string text = "0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e04";
  ASSERT_TRUE(Uuid::parse(text).has_value());
  EXPECT_EQ(Uuid::parse(text)->text(), text);
  for (const std::string_view other :
       {""sv, "0B6B1C1E-6F0C-4F0E-9A5D-6A3B7C1D2E04"sv, "0b6b1c1e6f0c4f0e9a5d6a3b7c1d2e04"sv,
        "{0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e0}"sv, "0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e0"sv,
        "0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e045"sv, "0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e0g"sv,
        "0b6b1c1e06f0c-4f0e-9a5d-6a3b7c1d2e04"sv})
    EXPECT_EQ(Uuid::parse(other), std::nullopt) << other;
}

TEST(Uuid, IsRandomVersion4) {
  std::set<Uuid> seen;
  for (int count = 0; count < 100; count++) {
    const Uuid uuid = Uuid::random();
    EXPECT_EQ(uuid.text()[14], '4');
    EXPECT_NE(std::string("89ab").find(uuid.text()[19]), std::string::npos);
    EXPECT_TRUE(seen.insert(uuid).second);
  }
  EXPECT_TRUE(Uuid{}.is_nil());
}

} // namespace
} // namespace studio::core
