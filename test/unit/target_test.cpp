#include "http/target.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace studio::http {
namespace {

using namespace std::string_view_literals;
using test::expect_error;
using Segments = std::vector<std::string>;

TEST(Target, SplitsBeforeItDecodes) {
  EXPECT_EQ(parse_target("/").segments, Segments({""}));
  EXPECT_EQ(parse_target("/a/b").segments, Segments({"a", "b"}));
  EXPECT_EQ(parse_target("/a/").segments, Segments({"a", ""}));
  EXPECT_EQ(parse_target("//").segments, Segments({"", ""}));
  EXPECT_EQ(parse_target("/a%2Fb/c%20d+e/%c3%bc").segments, Segments({"a/b", "c d+e", "ü"}));
  EXPECT_EQ(parse_target("/assets/x-1.js?v=2").path, "/assets/x-1.js");
}

TEST(Target, ReadsTheQuery) {
  const Target target = parse_target("/c?schema=a+b%26c&relation=&flag&&empty=%3D&x=a?b");
  EXPECT_EQ(target.query.find("schema"), "a b&c");
  EXPECT_EQ(target.query.find("relation"), "");
  EXPECT_EQ(target.query.find("flag"), "");
  EXPECT_EQ(target.query.find("empty"), "=");
  EXPECT_EQ(target.query.find("x"), "a?b");
  EXPECT_EQ(target.query.find("y"), std::nullopt);
  EXPECT_NO_THROW(target.query.refuse_others({"schema", "relation", "flag", "empty", "x"}));
  EXPECT_EQ(expect_error("22023", [&] { target.query.refuse_others({"schema"}); }).message,
            "unknown query parameter \"relation\"");
}

TEST(Target, RefusesEveryWayUpAndEverySecondSpelling) {
  for (const std::string_view target : {"/.."sv,
                                        "/../etc/passwd"sv,
                                        "/a/../b"sv,
                                        "/a/.."sv,
                                        "/."sv,
                                        "/a/./b"sv,
                                        "/%2e%2e/a"sv,
                                        "/%2E%2e"sv,
                                        "/.%2e/"sv,
                                        "/%2e"sv,
                                        "/..\\a"sv,
                                        "/a\\..\\b"sv,
                                        "/%5c"sv,
                                        "/%00"sv,
                                        "/a%00.js"sv,
                                        "/%"sv,
                                        "/%2"sv,
                                        "/%zz"sv,
                                        "/%2g"sv,
                                        "/a%"sv,
                                        "/%c0%ae%c0%ae/"sv,
                                        "/%c0%af"sv,
                                        "/%e0%80%af"sv,
                                        "/%ff"sv,
                                        "/%ed%a0%80"sv,
                                        "/%0d%0aSet-Cookie:a"sv,
                                        "/%7f"sv,
                                        "/%1b"sv,
                                        "/\xFF"sv,
                                        "/a#b"sv,
                                        ""sv,
                                        "a"sv,
                                        "?x"sv,
                                        "/a?x=%"sv,
                                        "/a?x=%00"sv,
                                        "/a?%zz=1"sv,
                                        "/a?x=%ff"sv,
                                        "/a?x=1&x=2"sv,
                                        "/a?x=1&%78=2"sv})
    expect_error("22023", [&] { parse_target(target); });
}

TEST(Target, DecodesOnceOnly) {
  EXPECT_EQ(parse_target("/%252e%252e/x").segments, Segments({"%2e%2e", "x"}));
  EXPECT_EQ(parse_target("/a?x=%2541").query.find("x"), "%41");
}

TEST(Target, LimitsTheNumberOfParameters) {
  std::string target = "/a?p0=1";
  for (int index = 1; index < 64; index++)
    target += "&p" + std::to_string(index) + "=1";
  EXPECT_NO_THROW(parse_target(target));
  expect_error("22023", [&] { parse_target(target + "&one=more"); });
}

} // namespace
} // namespace studio::http
