#include "core/json_reader.h"

#include <gtest/gtest.h>

#include <string>

#include "expect_error.h"

namespace studio::core {
namespace {

using namespace std::string_view_literals;
using test::expect_error;

constexpr JsonLimits roomy{.bytes = 1 << 20};

JsonDocument parse(std::string_view text) { return JsonDocument::parse(text, roomy); }

void expect_refusal(std::string_view text, std::string_view sqlstate, std::string_view detail) {
  const Error error = expect_error(sqlstate, [&] { parse(text); });
  EXPECT_NE(error.detail.find(detail), std::string::npos) << text << " gave: " << error.detail;
}

TEST(JsonReader, ReadsEveryKindOfValue) {
  const JsonDocument document =
      parse(R"( { "s" : "x" , "n":-1.5e+3,"t":true,"f":false,"z":null,"a":[1,[2],{}],"o":{"k":"v"} } )");
  const JsonObject object = document.root_object();
  EXPECT_EQ(object.string("s", 10), "x");
  EXPECT_EQ(object.find("n")->kind(), JsonKind::number);
  EXPECT_EQ(object.find("n")->text(), "-1.5e+3");
  EXPECT_EQ(object.optional_boolean("t"), true);
  EXPECT_EQ(object.optional_boolean("f"), false);
  EXPECT_EQ(object.optional_boolean("z"), std::nullopt);
  EXPECT_TRUE(object.has("z"));
  EXPECT_FALSE(object.has("y"));
  EXPECT_EQ(object.optional_array("a")->size(), 3u);
  EXPECT_EQ(object.object("o").string("k", 1), "v");
}

TEST(JsonReader, WalksNestedValuesInOrder) {
  const JsonDocument document = parse(R"([[1,[2,3]],"b",{"x":{"y":[]}},4])");
  std::string kinds;
  for (const JsonValue value : document.root().as_array("root"))
    kinds += std::to_string(static_cast<int>(value.kind()));
  EXPECT_EQ(kinds, "4352");
}

TEST(JsonReader, TakesEscapesApart) {
  const JsonDocument document = parse(R"(["\"\\\/\b\f\n\r\t","aé€🐘z","plain",""])");
  const std::string expected[] = {"\"\\/\b\f\n\r\t", "aé€🐘z", "plain", ""};
  const std::string* next = expected;
  for (const JsonValue value : document.root().as_array("root"))
    EXPECT_EQ(value.text(), *next++);
}

TEST(JsonReader, KeepsItsStringsWhenTheDocumentMoves) {
  const std::string text = R"({"a":"\n"})";
  auto document = std::make_unique<JsonDocument>(parse(text));
  const JsonDocument moved = std::move(*document);
  document.reset();
  EXPECT_EQ(moved.root_object().string("a", 1), "\n");
}

TEST(JsonReader, RefusesMalformedTextAndSaysWhere) {
  expect_refusal("", "22P02", "ends after byte 0");
  expect_refusal("  ", "22P02", "ends after byte 2");
  expect_refusal("{", "22P02", "ends after byte 1");
  expect_refusal("[1,", "22P02", "ends after byte 3");
  expect_refusal("[1,]", "22P02", "Unexpected \"]\" at byte 4");
  expect_refusal("[,1]", "22P02", "Unexpected \",\" at byte 2");
  expect_refusal("{\"a\":1,}", "22P02", "Unexpected \"}\" at byte 8");
  expect_refusal("{\"a\" 1}", "22P02", "Unexpected \"1\" at byte 6");
  expect_refusal("{a:1}", "22P02", "Unexpected \"a\" at byte 2");
  expect_refusal("{1:1}", "22P02", "Unexpected \"1\" at byte 2");
  expect_refusal("[1 2]", "22P02", "Unexpected \"2\" at byte 4");
  expect_refusal("[1}", "22P02", "Unexpected \"}\" at byte 3");
  expect_refusal("1 x", "22P02", "Unexpected \"x\" at byte 3");
  expect_refusal("nul", "22P02", "ends after byte 3");
  expect_refusal("nulL", "22P02", "Unexpected \"L\" at byte 4");
  expect_refusal("'a'", "22P02", "Unexpected \"'\" at byte 1");
  expect_refusal("\xEF\xBB\xBF{}", "22P02", "at byte 1");
  expect_refusal("\"a", "22P02", "ends after byte 2");
  expect_refusal("\"a\nb\"", "22P02", "Unexpected control character at byte 3");
  expect_refusal("\"a\0b\""sv, "22P02", "Unexpected control character at byte 3");
  expect_refusal(R"("\x")", "22P02", "Unexpected \"x\" at byte 3");
  expect_refusal(R"("\u12g4")", "22P02", "Unexpected \"g\" at byte 6");
  expect_refusal("// c\n1", "22P02", "Unexpected \"/\" at byte 1");
}

TEST(JsonReader, RefusesNumbersThatJsonDoesNotHave) {
  for (const std::string_view text :
       {"-", "+1", "01", "-01", ".5", "1.", "1.e1", "1e", "1e+", "0x1", "NaN", "Infinity", "1_000"})
    expect_error("22P02", [&] { parse(text); });
}

TEST(JsonReader, RefusesWhatPostgresTextCannotHold) {
  expect_refusal(R"("\u0000")", "22P05", "\\u0000 cannot be converted to text.");
  expect_refusal(R"({"a\u0000":1})", "22P05", "\\u0000");
  expect_refusal("\"\xFF\"", "22021", "begins at byte 2");
  expect_refusal("\"abcdefghij\xED\xA0\x80\"", "22021", "begins at byte 12");
  expect_refusal("{\"\xC0\x80\":1}", "22021", "begins at byte 3");
  expect_refusal("[\xFF]", "22021", "begins at byte 2");
  expect_refusal(R"("\ud83d")", "22P02", "surrogates");
  expect_refusal(R"("\ud83dA")", "22P02", "surrogates");
  expect_refusal(R"("\udc18")", "22P02", "surrogates");
}

TEST(JsonReader, RefusesTheSameKeyTwice) {
  expect_refusal(R"({"a":1,"b":2,"a":3})", "22P02", "Key \"a\" occurs twice");
  expect_refusal(R"({"a":1,"\u0061":3})", "22P02", "Key \"a\" occurs twice");
  expect_refusal(R"({"o":{"x":1,"x":1}})", "22P02", "Key \"x\" occurs twice");
  std::string many = "{";
  for (int key = 0; key < 1000; key++)
    many += "\"k" + std::to_string(key) + "\":[{}],";
  EXPECT_NO_THROW(parse(many + "\"z\":1}"));
  expect_refusal(many + "\"k17\":1}", "22P02", "Key \"k17\" occurs twice");
}

TEST(JsonReader, AllowsTheSameKeyInDifferentObjects) {
  EXPECT_NO_THROW(parse(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"));
}

TEST(JsonReader, HoldsItsLimits) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_NO_THROW(parse(nested(64)));
  expect_refusal(nested(65), "54000", "The limit is 64 levels.");
  expect_refusal(std::string(1'000'000, '['), "54000", "The limit is 64 levels.");
  expect_refusal(std::string((1 << 20) + 1, ' '), "54000", "The limit is 1048576 bytes.");
  EXPECT_NO_THROW(JsonDocument::parse("[1,2,3]", {.bytes = 100, .values = 4}));
  expect_error("54000", [] { JsonDocument::parse("[1,2,3,4]", {.bytes = 100, .values = 4}); });
  expect_error("54000", [] { JsonDocument::parse(R"({"long":1})", {.bytes = 100, .key_bytes = 3}); });
  expect_error("54000", [] { JsonDocument::parse("12345", {.bytes = 100, .number_bytes = 4}); });
}

TEST(JsonObject, RefusesMissingUnknownAndWronglyTypedFields) {
  const JsonDocument document =
      parse(R"({"s":"text","n":5,"half":1.5,"big":99999999999999999999,"b":true,"a":[],"o":{}})");
  const JsonObject object = document.root_object();
  EXPECT_EQ(expect_error("22023", [&] { object.string("x", 9); }).message, "field \"x\" is missing");
  EXPECT_EQ(expect_error("22023", [&] { object.string("n", 9); }).message, "field \"n\" must be a string");
  EXPECT_EQ(expect_error("22023", [&] { object.string("s", 3); }).message, "field \"s\" is longer than 3 bytes");
  EXPECT_EQ(expect_error("22023", [&] { object.optional_boolean("n"); }).message, "field \"n\" must be true or false");
  EXPECT_EQ(expect_error("22023", [&] { object.integer("s", 0, 9); }).message, "field \"s\" must be an integer");
  EXPECT_EQ(expect_error("22023", [&] { object.integer("half", 0, 9); }).message, "field \"half\" must be an integer");
  EXPECT_EQ(expect_error("22023", [&] { object.integer("n", 6, 9); }).message, "field \"n\" must be from 6 to 9");
  EXPECT_EQ(expect_error("22023", [&] { object.integer("big", 0, 9); }).message, "field \"big\" must be from 0 to 9");
  EXPECT_EQ(expect_error("22023", [&] { object.object("a"); }).message, "field \"a\" must be an object");
  EXPECT_EQ(expect_error("22023", [&] { object.optional_array("o"); }).message, "field \"o\" must be an array");
  EXPECT_EQ(expect_error("22023", [&] { object.refuse_others({"s", "n"}); }).message, "unknown field \"half\"");
  EXPECT_NO_THROW(object.refuse_others({"o", "a", "b", "big", "half", "n", "s"}));
  EXPECT_EQ(object.integer("n", 5, 5), 5);
}

TEST(JsonObject, RefusesATextThatIsNoObject) {
  for (const std::string_view text : {"[]", "1", "\"{}\"", "null"}) {
    const JsonDocument document = parse(text);
    expect_error("22023", [&] { document.root_object(); });
  }
}

TEST(JsonObject, EchoesOnlyTheBeginningOfALongKey) {
  const std::string text = "{\"" + std::string(5000, 'k') + "\":1}";
  const JsonDocument document = parse(text);
  EXPECT_LT(expect_error("22023", [&] { document.root_object().refuse_others({}); }).message.size(), 100u);
}

TEST(JsonObject, GivesParametersAsPostgresTakesThem) {
  const JsonDocument document =
      parse(R"({"p":["a",1,-0,1.50,1e999,12345678901234567890123,true,false,null,""],"q":null,"r":[[1]],"s":7})");
  const JsonObject object = document.root_object();
  const std::vector<std::optional<std::string>> expected = {
      "a", "1", "-0", "1.50", "1e999", "12345678901234567890123", "true", "false", std::nullopt, ""};
  EXPECT_EQ(object.parameters("p", 10), expected);
  EXPECT_TRUE(object.parameters("q", 10).empty());
  EXPECT_TRUE(object.parameters("absent", 10).empty());
  expect_error("54000", [&] { object.parameters("p", 9); });
  expect_error("22023", [&] { object.parameters("r", 9); });
  expect_error("22023", [&] { object.parameters("s", 9); });
}

} // namespace
} // namespace studio::core
