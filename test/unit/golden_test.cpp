// The golden files of test/wire, which the SDK's tests read too: what a client says is understood, what the server says is
// said to the byte. A message of ours without a golden file fails here, and so does a golden file that nothing knows.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/json_reader.h"
#include "wire/error_json.h"
#include "wire/message_json.h"

namespace studio::wire {
namespace {

using nlohmann::json;

struct Golden {
  std::string direction;
  std::string text;
};

std::map<std::string, Golden> read_goldens() {
  std::map<std::string, Golden> goldens;
  for (const auto& entry : std::filesystem::directory_iterator(STUDIO_WIRE_FILES)) {
    if (entry.path().extension() != ".json")
      continue;
    std::ifstream file(entry.path());
    const json golden = json::parse(file);
    EXPECT_EQ(golden.at("name"), entry.path().stem().string());
    goldens[golden.at("name")] = Golden{golden.at("direction"), golden.at("text")};
  }
  return goldens;
}

const std::map<std::string, Golden>& goldens() {
  static const std::map<std::string, Golden> all = read_goldens();
  return all;
}

std::string text_of(const std::string& name) {
  const auto golden = goldens().find(name);
  if (golden == goldens().end()) {
    ADD_FAILURE() << "no golden file " << name << ".json";
    return "{}";
  }
  return golden->second.text;
}

// The error of a golden message, by another JSON parser than ours.
core::Error error_of(const json& fields) {
  const auto text = [&](const char* name) {
    return fields.at(name).is_null() ? std::string() : fields.at(name).get<std::string>();
  };
  const auto number = [&](const char* name) { return fields.at(name).is_null() ? 0 : fields.at(name).get<int>(); };
  core::Error error(text("code"), text("message"));
  error.severity = text("severity");
  error.detail = text("detail");
  error.hint = text("hint");
  error.position = number("position");
  error.where = text("where");
  error.schema = text("schema");
  error.table = text("table");
  error.column = text("column");
  error.datatype = text("datatype");
  error.constraint = text("constraint");
  error.internal_query = text("internal_query");
  error.internal_position = number("internal_position");
  return error;
}

TEST(Golden, FilesAreThere) {
  EXPECT_GE(goldens().size(), 40u);
  for (const auto& [name, golden] : goldens())
    EXPECT_TRUE(golden.direction == "client" || golden.direction == "server") << name;
}

TEST(Golden, EveryTextIsReadByOurParserAndMeansTheSameToAnother) {
  for (const auto& [name, golden] : goldens()) {
    EXPECT_NO_THROW(core::JsonDocument::parse(golden.text, {.bytes = 1 << 20})) << name;
    EXPECT_TRUE(json::accept(golden.text)) << name;
  }
}

TEST(Golden, EverySocketMessageOfAClientIsUnderstood) {
  int count = 0;
  for (const auto& [name, golden] : goldens()) {
    if (golden.direction != "client" || name.find("socket_") != 0)
      continue;
    const ClientMessage message = parse_client_message(golden.text);
    if (const auto* refused = std::get_if<RefusedMessage>(&message))
      ADD_FAILURE() << name << ": " << refused->error.message;
    count++;
  }
  EXPECT_GE(count, 5);
}

TEST(Golden, QueryIsReadToTheLastField) {
  const QueryRequest body = parse_query(text_of("query_body"));
  const json expected = json::parse(text_of("query_body"));
  EXPECT_EQ(body.sql, expected.at("sql"));
  EXPECT_EQ(body.parameters,
            (std::vector<std::optional<std::string>>{"9007199254740993", "1.5", "true", std::nullopt}));
  EXPECT_EQ(body.row_limit, expected.at("row_limit"));
  EXPECT_EQ(body.timeout_ms, expected.at("timeout_ms"));
  EXPECT_EQ(body.read_only, expected.at("read_only"));
  EXPECT_EQ(body.session, expected.at("session"));
  EXPECT_EQ(body.max_cell_bytes, expected.at("max_cell_bytes"));
}

TEST(Golden, RowsSelectIsReadToTheLastField) {
  const RowsSelectRequest body = parse_rows_select(text_of("rows_select_body"));
  json expected = json::parse(text_of("rows_select_body"));
  expected["after"] = {"key"};
  expected.erase("max_cell_bytes"); // travels in the request's header, as the session does
  expected.erase("session");
  EXPECT_EQ(json::parse(rows_select_for_runner(body, R"(["key"])")), expected);
}

TEST(Golden, RowsChangeIsReadToTheLastField) {
  const RowsChangeRequest body = parse_rows_change(text_of("rows_change_body"));
  EXPECT_EQ(json::parse(rows_change_for_runner(body)), json::parse(R"({"dry_run":true,"changes":[
    {"kind":"insert","schema":"public","relation":"film","values":["title","rental_rate","special"],"defaults":["last_update"]},
    {"kind":"update","schema":"public","relation":"film","key":["film_id"],"expected":["title","length"],"values":["title","is_new"]},
    {"kind":"delete","schema":"public","relation":"film","key":["film_id"],"expected":["xmin"]}]})"));
  EXPECT_EQ(rows_change_values(body),
            (std::vector<std::optional<std::string>>{"New", "4.99", std::nullopt, "1", "Old", std::nullopt, "Newer",
                                                     "true", "2", "731"}));
  EXPECT_EQ(body.timeout_ms, 5000);
  EXPECT_EQ(body.session, "tab-1");
  EXPECT_EQ(body.max_cell_bytes, 4096);
}

TEST(Golden, ErrorsAreSaidToTheByte) {
  int count = 0;
  for (const auto& [name, golden] : goldens()) {
    if (golden.direction != "server" || name.find("error") != 0)
      continue;
    const json fields = json::parse(golden.text).at("error");
    EXPECT_EQ(error_body(error_of(fields), fields.at("request_id").get<std::string>()), golden.text) << name;
    count++;
  }
  EXPECT_GE(count, 3);
}

TEST(Golden, SocketMessagesOfTheGatewayAreSaidToTheByte) {
  EXPECT_EQ(ready_message(), text_of("socket_ready"));
  EXPECT_EQ(queued_message("7", 2), text_of("socket_queued"));
  EXPECT_EQ(socket_prefix("8") + schema_line(1763800000123) + std::string(socket_suffix), text_of("socket_schema"));
  EXPECT_EQ(socket_prefix("8") + schema_line(std::nullopt) + std::string(socket_suffix),
            text_of("socket_schema_uncounted"));
  EXPECT_EQ(running_message("7", *core::Uuid::parse("0b6b1c1e-6f0c-4f0e-9a5d-6a3b7c1d2e05")),
            text_of("socket_running"));
  for (const char* name : {"socket_error", "socket_error_no_id"}) {
    const json message = json::parse(text_of(name));
    const std::string id = message.at("id").is_null() ? "" : message.at("id").get<std::string>();
    EXPECT_EQ(error_message(id, error_of(message.at("error")), message.at("error").at("request_id").get<std::string>()),
              text_of(name));
  }
  const std::string line = text_of("complete");
  const std::string shelled = socket_prefix("7") + line + std::string(socket_suffix);
  const json expected = json::parse(text_of("socket_message"));
  EXPECT_EQ(json::parse(shelled).at("id"), expected.at("id"));
  EXPECT_EQ(text_of("socket_message").substr(0, socket_prefix("7").size()), socket_prefix("7"));
}

} // namespace
} // namespace studio::wire
