#include "core/utf8.h"

#include <gtest/gtest.h>

#include <string>

namespace studio::core {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, AcceptsEveryEdgeOfTheRanges) {
  for (const std::string_view text : {""sv, "a"sv, "\x7F"sv, "\0"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv,
                                      "\xED\x9F\xBF"sv, "\xEE\x80\x80"sv, "\xEF\xBF\xBF"sv, "\xF0\x90\x80\x80"sv,
                                      "\xF4\x8F\xBF\xBF"sv, "naïve café, 日本語, 🐘, and enough ASCII behind it"sv})
    EXPECT_TRUE(is_utf8(text)) << text;
}

TEST(Utf8, RefusesAndFindsTheFirstBadByte) {
  struct Case {
    std::string_view text;
    std::size_t offset;
  };
  const Case cases[] = {
      {"\x80"sv, 0},             // continuation without a lead
      {"\xC0\xAF"sv, 0},         // overlong slash
      {"\xC1\xBF"sv, 0},         // overlong
      {"\xE0\x9F\xBF"sv, 0},     // overlong
      {"\xF0\x8F\xBF\xBF"sv, 0}, // overlong
      {"\xED\xA0\x80"sv, 0},     // surrogate
      {"\xF4\x90\x80\x80"sv, 0}, // above U+10FFFF
      {"\xF5\x80\x80\x80"sv, 0}, // no such lead
      {"\xFF"sv, 0},             // no such byte
      {"abc\xC3"sv, 3},          // cut short
      {"abcdefgh\xE2\x82"sv, 8}, // cut short behind a whole word
      {"\xE2\x82\xAC\xE2\x28\xA1"sv, 3},
      {"\xF0\x9F\x90\x28"sv, 0},
  };
  for (const Case& c : cases)
    EXPECT_EQ(find_invalid_utf8(c.text), c.offset) << testing::PrintToString(c.text);
}

TEST(Utf8, CountsCharactersNotBytes) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("abc"), 3u);
  EXPECT_EQ(count_code_points("äß€🐘"), 4u);
}

TEST(Utf8, CutsBetweenCharacters) {
  EXPECT_EQ(utf8_head("abc", 3), "abc");
  EXPECT_EQ(utf8_head("abc", 2), "ab");
  EXPECT_EQ(utf8_head("a€", 3), "a");
  EXPECT_EQ(utf8_head("a€", 4), "a€");
  EXPECT_EQ(utf8_head("🐘", 3), "");
}

} // namespace
} // namespace studio::core
