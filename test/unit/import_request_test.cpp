#include "wire/import_request.h"

#include <gtest/gtest.h>

#include <string>

#include "core/part_limit.h"
#include "expect_error.h"

namespace studio::wire {
namespace {

using namespace std::string_literals;
using test::expect_error;

const std::string least = R"({"relation":{"schema":"s","name":"t"},"columns":["a"])";

std::string head(const std::string& more = "") { return least + more + "}"; }

void expect_refusal(const std::string& body, std::string_view sqlstate, std::string_view words) {
  const core::Error error = expect_error(sqlstate, [&] { parse_import(body); });
  EXPECT_NE((error.message + error.detail).find(words), std::string::npos)
      << body.substr(0, 200) << ": " << error.message;
}

TEST(ImportRequest, TakesTheBytesBehindTheFirstLineFeedAsTheyAre) {
  EXPECT_EQ(parse_import(head() + "\n1\n2\n").data, "1\n2\n");
  EXPECT_EQ(parse_import(head() + "\n\0\xff\r\n"s).data, "\0\xff\r\n"s);
  EXPECT_EQ(parse_import(head() + "\n").data, "");
  EXPECT_EQ(parse_import(head()).data, "");
}

TEST(ImportRequest, TellsTheRunnerWhatIsMeantAndPeopleWhatItIsLike) {
  const ImportRequest request = parse_import(
      R"({"relation":{"schema":"S\"x","name":"t"},"columns":["a",null,"B b"],"key":["a"],"on_conflict":"nothing","delimiter":";",)"
      R"("first_line":7,"first_byte":90,"follows":true,"session":"mine","requires_session":true,"timeout_ms":5})"
      "\nx");
  EXPECT_EQ(request.statement, R"(COPY "S""x"."t" ("a", "B b") FROM STDIN /* import, csv */)");
  EXPECT_EQ(request.session, "mine");
  EXPECT_TRUE(request.requires_session);
  EXPECT_EQ(request.first_line, 7);
  EXPECT_EQ(request.timeout_ms, 5);
  for (const char* part :
       {R"("columns":["a",null,"B b"])", R"("key":["a"])", R"("on_conflict":"nothing")", R"("delimiter":";")",
        R"("first_line":"7")", R"("first_byte":"90")", R"("follows":true)", R"("is_last":false)"}) {
    EXPECT_NE(request.options.find(part), std::string::npos) << part << " is not in " << request.options;
  }
  EXPECT_EQ(parse_import(head()).options.find("first_byte"), std::string::npos);
}

TEST(ImportRequest, RefusesWhatIsNoHead) {
  for (const std::string body : {"", "\n1\n", "1\n", "{}\n", "[]\n", "{\n}\n"}) {
    EXPECT_THROW(parse_import(body), core::Error) << body;
  }
  expect_refusal(head(R"(,"unknown":1)"), "22023", "unknown");
  expect_refusal(head(R"(,"is_last":"yes")"), "22023", "is_last");
}

TEST(ImportRequest, RefusesNamesAndCharactersThatCopyCannotTake) {
  expect_refusal(R"({"relation":{"schema":"s","name":"t"},"columns":[]})", "22023", "columns");
  expect_refusal(R"({"relation":{"schema":"s","name":"t"},"columns":[null]})", "22023", "columns");
  expect_refusal(head(R"(,"fields":["a","b"])"), "22023", "fields");
  for (const char* given : {R"("")", R"("ab")", R"("ä")", R"("é")"}) {
    expect_refusal(head(R"(,"delimiter":)"s + given), "22023", "delimiter");
    expect_refusal(head(R"(,"quote":)"s + given), "22023", "quote");
  }
  expect_refusal(head(R"(,"format":"xml")"), "22023", "format");
}

TEST(ImportRequest, BoundsPartsNumbersAndNames) {
  EXPECT_EQ(parse_import(head() + "\n" + std::string(core::part_limit_bytes, 'x')).data.size(), core::part_limit_bytes);
  expect_refusal(head() + "\n" + std::string(core::part_limit_bytes + 1, 'x'), "54000", "8388608");
  for (const char* number :
       {R"("first_line":0)", R"("first_byte":-1)", R"("skip_bad_lines":10001)", R"("timeout_ms":2147483648)"}) {
    expect_refusal(head(","s + number), "22023", std::string(number).substr(1, std::string(number).find(':') - 2));
  }
  std::string many = R"({"relation":{"schema":"s","name":"t"},"columns":["a")";
  for (int n = 0; n < 1600; n++) {
    many += R"(,"a")";
  }
  expect_refusal(many + "]}", "54000", "columns");
}

} // namespace
} // namespace studio::wire
