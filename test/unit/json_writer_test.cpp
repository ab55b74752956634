#include "core/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

namespace studio::core {
namespace {

using namespace std::string_view_literals;

std::string written(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonWriter, SetsCommasAndNothingElse) {
  JsonWriter json;
  json.begin_object()
      .key("a")
      .integer(-1)
      .key("b")
      .begin_array()
      .boolean(true)
      .null()
      .string("x")
      .begin_array()
      .end_array();
  json.begin_object().end_object().end_array().key("c").raw("[1, 2]").key("d").number(0.5).end_object();
  EXPECT_EQ(json.text(), R"({"a":-1,"b":[true,null,"x",[],{}],"c":[1, 2],"d":0.5})");
}

TEST(JsonWriter, StartsAnewAfterTake) {
  JsonWriter json;
  json.integer(1);
  EXPECT_EQ(json.take(), "1");
  json.integer(2);
  EXPECT_EQ(json.take(), "2");
}

TEST(JsonWriter, WritesAnEmptyTextAsNullOnlyWhereAsked) {
  JsonWriter json;
  json.begin_array().string("").string_or_null("").string_or_null("a").end_array();
  EXPECT_EQ(json.text(), R"(["",null,"a"])");
}

TEST(JsonWriter, WritesNumbersThatReadBackTheSame) {
  for (const double value : {0.0, -0.0, 1.0, 0.1, 1e300, 5e-324, 123456.789, -2.5}) {
    JsonWriter json;
    json.number(value);
    EXPECT_EQ(std::strtod(json.text().c_str(), nullptr), value) << json.text();
  }
  JsonWriter json;
  json.begin_array().number(std::nan("")).number(INFINITY).number(-INFINITY);
  json.integer(std::numeric_limits<std::int64_t>::min()).end_array();
  EXPECT_EQ(json.text(), "[null,null,null,-9223372036854775808]");
}

TEST(JsonString, EscapesWhatMustBeEscaped) {
  EXPECT_EQ(written("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(written("\b\t\n\f\r"), R"("\b\t\n\f\r")");
  EXPECT_EQ(written("\0\x01\x1F"sv), R"("\u0000\u0001\u001f")");
  EXPECT_EQ(written("\x7F ä€🐘"), "\"\x7F ä€🐘\"");
}

TEST(JsonString, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(written("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(written("\xE2\x82"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(written("\xED\xA0\x80!"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD!\"");
}

TEST(JsonString, IsReadBackByAnotherParser) {
  std::string text;
  for (int code = 0; code < 0x80; code++)
    text.push_back(static_cast<char>(code));
  text += "äß€🐘";
  EXPECT_EQ(nlohmann::json::parse(written(text)).get<std::string>(), text);
}

} // namespace
} // namespace studio::core
