#include "auth/token.h"

#include <gtest/gtest.h>

#include "core/digest.h"

namespace studio::auth {
namespace {

constexpr std::int64_t now_s = 1'800'000'000;
const SigningKey key = {"k1", std::string(32, 'k')};
const SigningKey old_key = {"k0", std::string(32, 'o')};
const SigningKey foreign_key = {"k1", std::string(32, 'f')};
const std::vector<SigningKey> keys = {key, old_key};
const TokenScope scope = {"studio", "studio:7000000000000000001"};
const core::Uuid account = *core::Uuid::parse("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01");
const core::Uuid session = *core::Uuid::parse("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e02");

const std::string good_header = R"({"alg":"HS256","typ":"JWT","kid":"k1"})";
const std::string jti = "0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e02.0011223344556677";

AccessToken good() { return {account, session, now_s, now_s + 600}; }

std::optional<AccessToken> read(std::string_view text, std::int64_t at_s = now_s) {
  return read_access_token(keys, scope, text, at_s);
}

// A token of any header and payload, with a right signature of `with`.
std::string forge(const std::string& header, const std::string& payload, const SigningKey& with = key) {
  std::string text = core::base64url(header) + "." + core::base64url(payload);
  return text + "." + core::base64url(core::hmac_sha256(with.secret, text));
}

// The payload of a good token, with one text replaced.
std::string payload(const std::string& from = "", const std::string& to = "") {
  std::string text =
      R"({"iss":"studio","aud":"studio:7000000000000000001","sub":"0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01","jti":")" +
      jti + R"(","iat":1800000000,"exp":1800000600})";
  if (!from.empty()) {
    std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(AccessToken, SaysWhatWasPutIntoIt) {
  std::optional<AccessToken> token = read(make_access_token(key, scope, good()));
  ASSERT_TRUE(token);
  EXPECT_EQ(token->account, account);
  EXPECT_EQ(token->session, session);
  EXPECT_EQ(token->issued_at_s, now_s);
  EXPECT_EQ(token->expires_at_s, now_s + 600);
}

TEST(AccessToken, IsAnotherOneEachTime) {
  EXPECT_NE(make_access_token(key, scope, good()), make_access_token(key, scope, good()));
}

TEST(AccessToken, OfAnOldKeyIsStillGood) { EXPECT_TRUE(read(make_access_token(old_key, scope, good()))); }

TEST(AccessToken, TheForgeIsRightWhenNothingIsWrong) { EXPECT_TRUE(read(forge(good_header, payload()))); }

TEST(AccessToken, EndsToTheSecond) {
  std::string token = make_access_token(key, scope, good());
  EXPECT_TRUE(read(token, now_s + 599));
  EXPECT_FALSE(read(token, now_s + 600));
  EXPECT_TRUE(read(token, now_s - 60)) << "a clock 60 s ahead of ours";
  EXPECT_FALSE(read(token, now_s - 61));
}

struct Hostile {
  const char* what;
  std::string token;
};

// Everything that is signed with the right key, so that only the one thing named is wrong.
std::vector<Hostile> signed_but_wrong() {
  return {
      {"alg none", forge(R"({"alg":"none","typ":"JWT","kid":"k1"})", payload())},
      {"alg NONE", forge(R"({"alg":"NONE","typ":"JWT","kid":"k1"})", payload())},
      {"alg HS384", forge(R"({"alg":"HS384","typ":"JWT","kid":"k1"})", payload())},
      {"alg RS256", forge(R"({"alg":"RS256","typ":"JWT","kid":"k1"})", payload())},
      {"alg hs256", forge(R"({"alg":"hs256","typ":"JWT","kid":"k1"})", payload())},
      {"no alg", forge(R"({"typ":"JWT","kid":"k1"})", payload())},
      {"alg twice", forge(R"({"alg":"HS256","alg":"none","typ":"JWT","kid":"k1"})", payload())},
      {"no kid", forge(R"({"alg":"HS256","typ":"JWT"})", payload())},
      {"unknown kid", forge(R"({"alg":"HS256","typ":"JWT","kid":"k9"})", payload())},
      {"kid of the other key", forge(R"({"alg":"HS256","typ":"JWT","kid":"k0"})", payload())},
      {"kid as a path", forge(R"({"alg":"HS256","typ":"JWT","kid":"../../dev/null"})", payload())},
      {"kid as SQL", forge(R"({"alg":"HS256","typ":"JWT","kid":"k1' OR 1=1"})", payload())},
      {"kid as a number", forge(R"({"alg":"HS256","typ":"JWT","kid":1})", payload())},
      {"kid null", forge(R"({"alg":"HS256","typ":"JWT","kid":null})", payload())},
      {"jku", forge(R"({"alg":"HS256","typ":"JWT","kid":"k1","jku":"http://evil"})", payload())},
      {"jwk", forge(R"({"alg":"HS256","typ":"JWT","kid":"k1","jwk":{"kty":"oct","k":""}})", payload())},
      {"x5u", forge(R"({"alg":"HS256","typ":"JWT","kid":"k1","x5u":"http://evil"})", payload())},
      {"crit", forge(R"({"alg":"HS256","typ":"JWT","kid":"k1","crit":["x"]})", payload())},
      {"header in another order", forge(R"({"typ":"JWT","alg":"HS256","kid":"k1"})", payload())},
      {"header with a blank", forge(R"({"alg": "HS256","typ":"JWT","kid":"k1"})", payload())},
      {"header empty", forge("", payload())},
      {"header no JSON", forge("HS256", payload())},
      {"typ another", forge(R"({"alg":"HS256","typ":"JWE","kid":"k1"})", payload())},
      {"payload empty", forge(good_header, "")},
      {"payload no JSON", forge(good_header, "admin")},
      {"payload an array", forge(good_header, "[]")},
      {"payload null", forge(good_header, "null")},
      {"payload nested deep", forge(good_header, std::string(500, '[') + std::string(500, ']'))},
      {"payload with an object", forge(good_header, payload(R"("iat":1800000000)", R"("iat":{"a":1})"))},
      {"payload and more", forge(good_header, payload() + "{}")},
      {"payload with a NUL", forge(good_header, payload() + std::string(1, '\0'))},
      {"payload not UTF-8", forge(good_header, payload("studio:7", "\xff:7"))},
      {"no iss", forge(good_header, payload(R"("iss":"studio",)"))},
      {"iss another", forge(good_header, payload(R"("iss":"studio")", R"("iss":"other")"))},
      {"iss an array", forge(good_header, payload(R"("iss":"studio")", R"("iss":["studio"])"))},
      {"no aud", forge(good_header, payload(R"("aud":"studio:7000000000000000001",)"))},
      {"aud of another cluster", forge(good_header, payload("7000000000000000001", "7000000000000000002"))},
      {"aud a list",
       forge(good_header, payload(R"("studio:7000000000000000001")", R"(["studio:7000000000000000001"])"))},
      {"no sub", forge(good_header, payload(R"("sub":"0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01",)"))},
      {"sub empty", forge(good_header, payload("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01", ""))},
      {"sub nil",
       forge(good_header, payload("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01", "00000000-0000-0000-0000-000000000000"))},
      {"sub upper case",
       forge(good_header, payload("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01", "0B6B1C1E-6F0C-4F0E-9A5D-6A3B7C1D2E01"))},
      {"sub a number", forge(good_header, payload(R"("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e01")", "1"))},
      {"sub twice", forge(good_header, payload(R"("iss")", R"("sub":"0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e09","iss")"))},
      {"no jti", forge(good_header, payload(R"("jti":")" + jti + R"(",)"))},
      {"jti without a serial", forge(good_header, payload(".0011223344556677", ""))},
      {"jti of nobody", forge(good_header, payload(jti, "00000000-0000-0000-0000-000000000000.0011223344556677"))},
      {"jti a number", forge(good_header, payload("\"" + jti + "\"", "7"))},
      {"no exp", forge(good_header, payload(R"(,"exp":1800000600)"))},
      {"exp passed", forge(good_header, payload("1800000600", "1799999999"))},
      {"exp now", forge(good_header, payload("1800000600", "1800000000"))},
      {"exp too far", forge(good_header, payload("1800000600", "1800000901"))},
      {"exp huge", forge(good_header, payload("1800000600", "9223372036854775807"))},
      {"exp beyond int64", forge(good_header, payload("1800000600", "99999999999999999999999"))},
      {"exp negative", forge(good_header, payload("1800000600", "-1"))},
      {"exp a fraction", forge(good_header, payload("1800000600", "1800000600.5"))},
      {"exp in exponents", forge(good_header, payload("1800000600", "1.8000006e9"))},
      {"exp a string", forge(good_header, payload("1800000600", "\"1800000600\""))},
      {"exp null", forge(good_header, payload("1800000600", "null"))},
      {"exp twice", forge(good_header, payload(R"("exp")", R"("exp":1800000700,"exp")"))},
      {"exp before iat",
       forge(good_header, payload("1800000000", "1800000050").replace(payload().find("1800000600"), 10, "1800000040"))},
      {"no iat", forge(good_header, payload(R"("iat":1800000000,)"))},
      {"iat in the future", forge(good_header, payload("1800000000", "1800000061"))},
      {"iat a string", forge(good_header, payload("1800000000", "\"1800000000\""))},
      {"an unknown claim", forge(good_header, payload(R"("iss")", R"("role":"admin","iss")"))},
      {"nbf", forge(good_header, payload(R"("iss")", R"("nbf":1900000000,"iss")"))},
      {"escaped claim names",
       forge(good_header,
             payload(R"("iss":"studio")", R"("iss":"studio","\u0073ub":"0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e09")"))},
  };
}

TEST(AccessToken, IsRefusedWithARightSignatureAndAWrongContent) {
  for (const Hostile& hostile : signed_but_wrong()) {
    EXPECT_FALSE(read(hostile.token)) << hostile.what;
  }
}

TEST(AccessToken, IsRefusedWithAWrongSignature) {
  std::string token = make_access_token(key, scope, good());
  std::string text = token.substr(0, token.rfind('.'));
  std::string signature = token.substr(token.rfind('.') + 1);
  std::string mac = core::hmac_sha256(key.secret, text);
  for (const Hostile& hostile : std::vector<Hostile>{
           {"of another key with the same id", make_access_token(foreign_key, scope, good())},
           {"none", text + "."},
           {"no third part", text},
           {"four parts", token + ".x"},
           {"five parts", token + "..x"},
           {"truncated", token.substr(0, token.size() - 1)},
           {"truncated to a byte", text + "." + core::base64url(mac.substr(0, 1))},
           {"longer", text + "." + core::base64url(mac + "x")},
           {"padded", token + "="},
           {"of plain base64", text + "." + core::base64(mac)},
           {"as hex", text + "." + core::hex(mac)},
           {"with white space", token + " "},
           {"with a line feed", token + "\n"},
           {"with a NUL", token + std::string(1, '\0')},
           {"behind white space", " " + token},
           {"with Bearer before it", "Bearer " + token},
           {"of the payload alone",
            text + "." + core::base64url(core::hmac_sha256(key.secret, text.substr(text.find('.') + 1)))},
           {"by an empty key", text + "." + core::base64url(core::hmac_sha256("", text))},
           {"by plain SHA-256", text + "." + core::base64url(core::sha256(text))},
           {"empty", ""},
           {"dots", ".."},
           {"one dot", "."},
           {"a megabyte", std::string(1 << 20, 'a')},
           {"a megabyte of dots", std::string(1 << 20, '.')},
           {"above the limit though right", forge(good_header, payload() + std::string(4096, ' '))},
       }) {
    EXPECT_FALSE(read(hostile.token)) << hostile.what;
  }
}

TEST(AccessToken, OfARetiredKeyIsGoodUntilItExpiresAndNoneIsMadeLater) {
  SigningKey retired = old_key;
  retired.retired_at_s = now_s + 10;
  auto read = [&](const AccessToken& token, std::int64_t at_s) {
    return read_access_token({key, retired}, scope, make_access_token(old_key, scope, token), at_s);
  };
  EXPECT_TRUE(read(good(), now_s + 599));
  EXPECT_FALSE(read(good(), now_s + 600));
  std::int64_t later_s = now_s + 10 + clock_skew_s;
  EXPECT_TRUE(read({account, session, later_s, later_s + 600}, later_s)) << "made while the gateway did not know yet";
  EXPECT_FALSE(read({account, session, later_s + 1, later_s + 601}, later_s + 1)) << "made by a thief of the key";
}

TEST(AccessToken, HasNoSecondSpelling) {
  std::string token = make_access_token(key, scope, good());
  const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ";
  for (std::size_t i = 0; i < token.size(); i++) {
    for (const char* other = alphabet; *other != '\0'; other++) {
      if (*other != token[i]) {
        std::string changed = token;
        changed[i] = *other;
        EXPECT_FALSE(read(changed)) << "character " << i << " became " << *other;
      }
    }
  }
}

TEST(AccessToken, NeedsAKey) {
  std::string token = make_access_token(key, scope, good());
  EXPECT_FALSE(read_access_token({}, scope, token, now_s));
  EXPECT_FALSE(read_access_token({old_key}, scope, token, now_s)) << "a key that was taken out of the file";
}

} // namespace
} // namespace studio::auth
