// Headers, cookies and Authorization: what stands in header values.
#include <gtest/gtest.h>

#include "expect_error.h"
#include "http/authorization.h"
#include "http/cookie.h"
#include "http/headers.h"

namespace studio::http {
namespace {

using namespace std::string_view_literals;
using test::expect_error;

TEST(Headers, FindWithoutRegardToCaseAndKeepTheOrder) {
  Headers headers;
  headers.add("Accept", "a");
  headers.add("X-Forwarded-For", "1.1.1.1");
  headers.add("x-forwarded-for", "2.2.2.2");
  headers.add("Empty", "");
  EXPECT_EQ(headers.find("ACCEPT"), "a");
  EXPECT_EQ(headers.find("empty"), "");
  EXPECT_EQ(headers.find("Accep"), std::nullopt);
  EXPECT_EQ(headers.count("X-FORWARDED-FOR"), 2u);
  EXPECT_EQ(headers.joined("X-Forwarded-For"), "1.1.1.1, 2.2.2.2");
  EXPECT_EQ(headers.joined("nothing"), "");
  EXPECT_EQ(headers.at(2).name, "x-forwarded-for");
  EXPECT_EQ(headers.block_bytes(),
            "Accept: a\r\nX-Forwarded-For: 1.1.1.1\r\nx-forwarded-for: 2.2.2.2\r\nEmpty: \r\n"sv.size());
}

TEST(Cookie, FindsOursAmongOthers) {
  EXPECT_EQ(find_cookie("studio_refresh_8432=abc", "studio_refresh_8432"), "abc");
  EXPECT_EQ(find_cookie("a=1; studio_refresh_8432=abc; b=\"x y\"", "studio_refresh_8432"), "abc");
  EXPECT_EQ(find_cookie("a=1;studio_refresh_8432=abc", "studio_refresh_8432"), "abc");
  EXPECT_EQ(find_cookie("studio_refresh_8432=a=b=", "studio_refresh_8432"), "a=b=");
  EXPECT_EQ(find_cookie("studio_refresh_8432=", "studio_refresh_8432"), "");
}

TEST(Cookie, FindsNothingWhereItIsNotOursForSure) {
  for (const std::string_view header :
       {""sv, ";"sv, "="sv, "studio_refresh_8432"sv, "xstudio_refresh_8432=a"sv, "STUDIO_REFRESH_8432=a"sv,
        "studio_refresh_84320=a"sv, "studio_refresh_8432=a; studio_refresh_8432=b"sv,
        "studio_refresh_8432=a; studio_refresh_8432=a"sv, "studio_refresh_8432=\"a\""sv, "studio_refresh_8432=a b"sv,
        "studio_refresh_8432=a\x01"sv, "studio_refresh_8432=a,b"sv})
    EXPECT_EQ(find_cookie(header, "studio_refresh_8432"), std::nullopt) << header;
  EXPECT_EQ(find_cookie("a=1; " + std::string(20000, ' '), "a"), std::nullopt);
}

TEST(Cookie, IsSetWithEveryGuard) {
  EXPECT_EQ(set_cookie_header({"n", "v", "/api/v1/auth", 60, CookieScheme::http}),
            "n=v; Path=/api/v1/auth; Max-Age=60; HttpOnly; SameSite=Strict");
  EXPECT_EQ(set_cookie_header({"n", "", "/", 0, CookieScheme::https}),
            "n=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
}

TEST(Cookie, CannotBreakOutOfItsPlace) {
  expect_error("XX000", [] { set_cookie_header({"n", "v; Domain=evil", "/", 1, CookieScheme::http}); });
  expect_error("XX000", [] { set_cookie_header({"n", "v\r\nX: y", "/", 1, CookieScheme::http}); });
  expect_error("XX000", [] { set_cookie_header({"n=m", "v", "/", 1, CookieScheme::http}); });
  expect_error("XX000", [] { set_cookie_header({"", "v", "/", 1, CookieScheme::http}); });
  expect_error("XX000", [] { set_cookie_header({"n", "v", "/;", 1, CookieScheme::http}); });
}

TEST(Authorization, TakesABearerToken) {
  EXPECT_EQ(bearer_token("Bearer abc.DEF-_~+/="), "abc.DEF-_~+/=");
  EXPECT_EQ(bearer_token("bearer  abc"), "abc");
  EXPECT_EQ(bearer_token("Bearer " + std::string(4096, 'a'))->size(), 4096u);
}

TEST(Authorization, TakesNothingElse) {
  for (const std::string_view header :
       {""sv, "Bearer"sv, "Bearer "sv, "Bearer   "sv, "Bearer\tabc"sv, "Basic abc"sv, "Bearerabc"sv, "Bearer a b"sv,
        "Bearer a,b"sv, "Bearer a\0"sv, "Bearer \"a\""sv, "Bearer ä"sv, " Bearer a"sv, "Bearer a "sv})
    EXPECT_EQ(bearer_token(header), std::nullopt) << header;
  EXPECT_EQ(bearer_token("Bearer " + std::string(4097, 'a')), std::nullopt);
}

} // namespace
} // namespace studio::http
