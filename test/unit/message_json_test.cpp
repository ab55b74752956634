#include "wire/message_json.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace studio::wire {
namespace {

using test::expect_error;

constexpr char connection[] = "0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e03";

std::string query_with(const std::string& members) {
  return R"({"type":"query","id":"7","connection":")" + std::string(connection) + "\"," + members + "}";
}

TEST(QueryBody, TakesEveryField) {
  const QueryRequest request = parse_query(
      R"({"sql":"select $1","parameters":["a",1.50,true,null],"row_limit":0,"timeout_ms":2147483647,"read_only":true,"session":"tab-1_X","max_cell_bytes":1})");
  EXPECT_EQ(request.sql, "select $1");
  EXPECT_EQ(request.parameters, (std::vector<std::optional<std::string>>{"a", "1.50", "true", std::nullopt}));
  EXPECT_EQ(request.row_limit, 0);
  EXPECT_EQ(request.timeout_ms, 2147483647);
  EXPECT_TRUE(request.read_only);
  EXPECT_EQ(request.session, "tab-1_X");
  EXPECT_EQ(request.max_cell_bytes, 1);
}

TEST(QueryBody, NeedsOnlySql) {
  const QueryRequest request = parse_query(R"({"sql":"","session":null,"row_limit":null,"parameters":null})");
  EXPECT_EQ(request.sql, "");
  EXPECT_TRUE(request.parameters.empty());
  EXPECT_EQ(request.row_limit, std::nullopt);
  EXPECT_EQ(request.timeout_ms, std::nullopt);
  EXPECT_FALSE(request.read_only);
  EXPECT_EQ(request.session, "");
  EXPECT_EQ(request.max_cell_bytes, std::nullopt);
}

TEST(QueryBody, TakesALongStatement) {
  const std::string sql = "select '" + std::string(10'000'000, 'x') + "'";
  EXPECT_EQ(parse_query("{\"sql\":\"" + sql + "\"}").sql, sql);
}

TEST(QueryBody, RefusesWhatIsWrongWithEachField) {
  for (const char* body : {R"({})",
                           R"({"sql":null})",
                           R"({"sql":1})",
                           R"({"sql":"x","SQL":"y"})",
                           R"({"sql":"x","type":"query"})",
                           R"({"sql":"x","credit":1})",
                           R"({"sql":"x","row_limit":-1})",
                           R"({"sql":"x","row_limit":"1"})",
                           R"({"sql":"x","row_limit":1.0})",
                           R"({"sql":"x","row_limit":9007199254740993})",
                           R"({"sql":"x","timeout_ms":2147483648})",
                           R"({"sql":"x","timeout_ms":-1})",
                           R"({"sql":"x","read_only":1})",
                           R"({"sql":"x","read_only":"true"})",
                           R"({"sql":"x","session":""})",
                           R"({"sql":"x","session":"a b"})",
                           R"({"sql":"x","session":"ü"})",
                           R"({"sql":"x","session":"a/b"})",
                           R"({"sql":"x","max_cell_bytes":0})",
                           R"({"sql":"x","max_cell_bytes":1073741825})",
                           R"({"sql":"x","parameters":{"a":{}}})",
                           R"({"sql":"x","parameters":"a"})",
                           R"({"sql":"x","parameters":[[]]})",
                           R"([])",
                           R"("x")"})
    EXPECT_FALSE(expect_error("22023", [&] { parse_query(body); }).message.empty()) << body;
  expect_error("22023", [&] { parse_query(R"({"sql":"x","session":")" + std::string(65, 'a') + "\"}"); });
  expect_error("22P05", [&] { parse_query(R"({"sql":"a\u0000b"})"); });
  expect_error("22021", [&] { parse_query("{\"sql\":\"a\xFF\"}"); });
  expect_error("22P02", [&] { parse_query(R"({"sql":"x")"); });
}

TEST(RowsSelectBody, TakesEveryField) {
  const RowsSelectRequest request = parse_rows_select(
      R"({"relation":{"schema":"s","name":"r"},"columns":["a","b"],"order":[{"column":"a"},{"column":"b","direction":"desc","nulls":"first"},)"
      R"({"column":"c","direction":"asc","nulls":"last"}],"after":"cur","limit":10000,"max_cell_bytes":10,"session":"x"})");
  EXPECT_EQ(request.schema, "s");
  EXPECT_EQ(request.relation, "r");
  EXPECT_EQ(request.columns, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(request.order.size(), 3u);
  EXPECT_EQ(request.order[0].direction, Direction::ascending);
  EXPECT_EQ(request.order[0].nulls, NullsPlacement::unsaid);
  EXPECT_EQ(request.order[1].direction, Direction::descending);
  EXPECT_EQ(request.order[1].nulls, NullsPlacement::first);
  EXPECT_EQ(request.order[2].nulls, NullsPlacement::last);
  EXPECT_EQ(request.cursor, "cur");
  EXPECT_EQ(request.limit, 10000);
  EXPECT_EQ(request.session, "x");
  EXPECT_EQ(parse_rows_select(R"({"relation":{"schema":"s","name":"r"}})").limit, 100);
  EXPECT_EQ(parse_rows_select(R"({"relation":{"schema":"s","name":"r"},"as_role":"None"})").as_role, "None");
}

TEST(RowsSelectBody, RefusesWhatIsWrongWithEachField) {
  for (const char* rest : {R"("limit":0)",
                           R"("limit":10001)",
                           R"("columns":"a")",
                           R"("columns":[1])",
                           R"("columns":[""])",
                           R"("order":{"column":"a"})",
                           R"("order":["a"])",
                           R"("order":[{}])",
                           R"("order":[{"column":"a","direction":"ASC"}])",
                           R"("order":[{"column":"a","direction":"up"}])",
                           R"("order":[{"column":"a","nulls":"none"}])",
                           R"("order":[{"column":"a","x":1}])",
                           R"("after":1)",
                           R"("before":1)",
                           R"("at":"1")",
                           R"("at":1000001)",
                           R"("after":"x","at":1)",
                           R"("from_end":1)",
                           R"("from_end":true,"at":1)",
                           R"("from_end":true,"count_up_to":1)",
                           R"("as_role":1)",
                           R"("as_role":"")",
                           R"("as_role":"none")",
                           R"("as_role":"r","session":"x")",
                           R"("where":{})",
                           R"("sql":"x")"})
    EXPECT_FALSE(
        expect_error("22023",
                     [&] { parse_rows_select(R"({"relation":{"schema":"s","name":"r"},)" + std::string(rest) + "}"); })
            .message.empty())
        << rest;
  for (const char* body :
       {R"({})", R"({"relation":"r"})", R"({"relation":{"name":"r"}})", R"({"relation":{"schema":"","name":"r"}})",
        R"({"relation":{"schema":"s","name":"r","oid":1}})"})
    expect_error("22023", [&] { parse_rows_select(body); });
}

TEST(RowsSelectBody, IsWrittenForTheRunnerAsItWasRead) {
  const RowsSelectRequest request = parse_rows_select(
      R"({"relation":{"schema":"s\"","name":"r"},"columns":["a"],"order":[{"column":"a","direction":"desc","nulls":"last"},{"column":"b"}],"after":"c","limit":5})");
  EXPECT_EQ(
      rows_select_for_runner(request, R"(["1",null])"),
      R"({"relation":{"schema":"s\"","name":"r"},"columns":["a"],"order":[{"column":"a","direction":"desc","nulls":"last"},{"column":"b","direction":"asc"}],"after":["1",null],"limit":5})");
  EXPECT_EQ(rows_select_for_runner(parse_rows_select(R"({"relation":{"schema":"s","name":"r"}})"), ""),
            R"({"relation":{"schema":"s","name":"r"},"columns":[],"order":[],"after":null,"limit":100})");
}

std::string with_filter(const std::string& filter) {
  return parse_rows_select(R"({"relation":{"schema":"s","name":"r"},"filter":)" + filter + "}").filter;
}

TEST(RowsSelectBody, WritesItsFilterWithEveryValueAsText) {
  EXPECT_EQ(with_filter(R"({"column":"a","is":"equal","value":1.50})"),
            R"({"column":"a","is":"equal","values":["1.50"]})");
  EXPECT_EQ(
      with_filter(R"({"any":[{"column":"a","is":"in","values":[true,"x"]},{"all":[]},{"column":"b","is":"null"}]})"),
      R"({"any":[{"column":"a","is":"in","values":["true","x"]},{"all":[]},{"column":"b","is":"null","values":[]}]})");
  EXPECT_EQ(with_filter(R"({"search":"a\"b","columns":["x","y"]})"), R"({"search":"a\"b","columns":["x","y"]})");
  EXPECT_EQ(with_filter(R"({"sql":"a > 1"})"), R"({"sql":"a > 1"})");
  const RowsSelectRequest count =
      parse_rows_select(R"({"relation":{"schema":"s","name":"r"},"filter":{"sql":"true"},"count_up_to":7})");
  EXPECT_EQ(
      rows_select_for_runner(count, ""),
      R"({"relation":{"schema":"s","name":"r"},"columns":[],"order":[],"after":null,"filter":{"sql":"true"},"count_up_to":7,"limit":100})");
}

TEST(RowsSelectBody, RefusesWhatIsWrongWithItsFilter) {
  for (const char* filter : {R"([])",
                             R"({})",
                             R"({"all":{}})",
                             R"({"all":[1]})",
                             R"({"all":[],"any":[]})",
                             R"({"column":"a"})",
                             R"({"column":"a","is":"equal"})",
                             R"({"column":"a","is":"equal","value":null})",
                             R"({"column":"a","is":"equal","values":["1"]})",
                             R"({"column":"a","is":"equal","value":[1]})",
                             R"({"column":"a","is":"like it","value":1})",
                             R"({"column":"","is":"null"})",
                             R"({"column":"a","is":"null","value":1})",
                             R"({"column":"a","is":"null","values":[1]})",
                             R"({"column":"a","is":"between","values":[1]})",
                             R"({"column":"a","is":"in","values":[]})",
                             R"({"column":"a","is":"in","values":[[1]]})",
                             R"({"column":"a","is":"in","value":1})",
                             R"({"search":"x"})",
                             R"({"search":"x","columns":[]})",
                             R"({"search":1,"columns":["a"]})",
                             R"({"sql":1})",
                             R"({"sql":"true","column":"a"})"})
    EXPECT_FALSE(expect_error("22023", [&] { with_filter(filter); }).message.empty()) << filter;
  std::string deep = R"({"sql":"true"})";
  std::string wide;
  for (int i = 0; i < 8; i++)
    deep = R"({"all":[)" + deep + "]}";
  for (int i = 0; i < 201; i++)
    wide += std::string(i > 0 ? "," : "") + R"({"column":"a","is":"null"})";
  expect_error("54000", [&] { with_filter(deep); });
  expect_error("54000", [&] { with_filter(R"({"any":[)" + wide + "]}"); });
  for (const char* rest : {R"("count_up_to":0)", R"("count_up_to":5,"limit":1)", R"("count_up_to":5,"after":"x")"})
    expect_error("22023",
                 [&] { parse_rows_select(R"({"relation":{"schema":"s","name":"r"},)" + std::string(rest) + "}"); });
}

TEST(ClientMessage, IsReadByItsType) {
  EXPECT_EQ(std::get<AuthenticateMessage>(parse_client_message(R"({"type":"authenticate","access_token":"a.b.c"})"))
                .access_token,
            "a.b.c");
  const auto query =
      std::get<QueryMessage>(parse_client_message(query_with(R"("credit":0,"sql":"select 1","session":"s")")));
  EXPECT_EQ(query.id, "7");
  EXPECT_EQ(query.connection.text(), connection);
  EXPECT_EQ(query.credit_bytes, 0);
  EXPECT_EQ(query.request.sql, "select 1");
  const auto credit = std::get<CreditMessage>(parse_client_message(R"({"type":"credit","id":"ü","bytes":5})"));
  EXPECT_EQ(credit.id, "ü");
  EXPECT_EQ(credit.bytes, 5);
  EXPECT_EQ(std::get<CancelMessage>(parse_client_message(R"({"id":"9","type":"cancel"})")).id, "9");
  const auto select = std::get<RowsSelectMessage>(
      parse_client_message(R"({"type":"rows_select","id":"8","connection":")" + std::string(connection) +
                           R"(","relation":{"schema":"s","name":"r"},"limit":7})"));
  const auto follow = std::get<FollowSchemaMessage>(
      parse_client_message(R"({"type":"follow_schema","id":"8","connection":")" + std::string(connection) + "\"}"));
  EXPECT_EQ(follow.id, "8");
  EXPECT_EQ(follow.connection.text(), connection);
  EXPECT_EQ(select.request.limit, 7);
  EXPECT_EQ(select.credit_bytes, std::nullopt);
}

TEST(ClientMessage, NamesTheQueryThatWasRefused) {
  struct Case {
    std::string text;
    std::string id;
    std::string code;
    std::string message;
  };
  const std::string sixty_five(65, 'x');
  const Case cases[] = {
      {"", "", "22P02", "invalid input syntax for type json"},
      {"[]", "", "22023", "JSON text must be an object"},
      {R"({"type":"cancel"})", "", "22023", "field \"id\" is missing"},
      {R"({"id":"7"})", "7", "22023", "field \"type\" is missing"},
      {R"({"type":"subscribe","id":"7"})", "7", "22023", "unknown message type \"subscribe\""},
      {R"({"type":"subscribe"})", "", "22023", "unknown message type \"subscribe\""},
      {R"({"type":7,"id":"7"})", "7", "22023", "field \"type\" must be a string"},
      {R"({"type":"cancel","id":7})", "", "22023", "field \"id\" must be a string"},
      {R"({"type":"cancel","id":""})", "", "22023", "field \"id\" must be 1 to 64 characters"},
      {R"({"type":"cancel","id":")" + sixty_five + "\"}", "", "22023", "field \"id\" must be 1 to 64 characters"},
      {R"({"type":"cancel","id":"7","x":1})", "7", "22023", "unknown field \"x\""},
      {R"({"type":"follow_schema","id":"7"})", "7", "22023", "field \"connection\" is missing"},
      {R"({"type":"credit","id":"7","bytes":0})", "7", "22023", "field \"bytes\" must be from 1 to 1073741824"},
      {R"({"type":"credit","id":"7"})", "7", "22023", "field \"bytes\" is missing"},
      {R"({"type":"query","id":"7","connection":"1","sql":"x"})", "7", "22023",
       "field \"connection\" must be a UUID in lower case"},
      {query_with(R"("sql":1)"), "7", "22023", "field \"sql\" must be a string"},
      {query_with(R"("sql":"x","access_token":"secret")"), "7", "22023", "unknown field \"access_token\""},
      {R"({"type":"authenticate","access_token":1})", "", "22023", "field \"access_token\" must be a string"},
      {R"({"type":"authenticate","access_token":")" + std::string(4097, 'a') + "\"}", "", "22023",
       "field \"access_token\" is longer than 4096 bytes"},
  };
  for (const Case& c : cases) {
    const ClientMessage message = parse_client_message(c.text);
    ASSERT_TRUE(std::holds_alternative<RefusedMessage>(message)) << c.text;
    const auto& refused = std::get<RefusedMessage>(message);
    EXPECT_EQ(refused.id, c.id) << c.text;
    EXPECT_EQ(refused.error.code, c.code) << c.text;
    EXPECT_EQ(refused.error.message, c.message) << c.text;
  }
}

TEST(ClientMessage, CountsTheCharactersOfAnId) {
  std::string id;
  for (int count = 0; count < 64; count++)
    id += "🐘";
  EXPECT_EQ(std::get<CancelMessage>(parse_client_message(R"({"type":"cancel","id":")" + id + "\"}")).id, id);
}

TEST(ServerMessage, IsWhatTheProtocolSays) {
  EXPECT_EQ(ready_message(), R"({"type":"ready","protocol":1})");
  EXPECT_EQ(queued_message("a\"b", 2), R"({"type":"queued","id":"a\"b","position":2})");
  EXPECT_EQ(socket_prefix("a\"b") + R"({"type":"end"})" + std::string(socket_suffix),
            R"({"id":"a\"b","message":{"type":"end"}})");
  EXPECT_EQ(error_message("", core::Error("22P02", "m"), "r")
                .find(R"({"type":"error","id":null,"error":{"severity":"ERROR","code":"22P02")"),
            0u);
}

} // namespace
} // namespace studio::wire
