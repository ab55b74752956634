#include "wire/import_request.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/part_limit.h"
#include "core/sqlstate.h"
#include "wire/request_fields.h"

namespace studio::wire {

namespace {

using core::JsonObject;

constexpr std::size_t options_limit_bytes = 256 << 10;
constexpr std::size_t column_limit = 1600; // of a table of PostgreSQL
constexpr std::size_t text_limit_bytes = 64;
constexpr std::int64_t bad_line_limit = 10000;
constexpr std::int64_t line_max = std::int64_t{1} << 50;
constexpr std::int64_t timeout_max_ms = 2147483647;

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

// Names; where `may_be_null`, null stands for a field of the file that goes nowhere, and is kept as an empty text.
std::vector<std::string> read_names(const JsonObject& object, const char* field, bool may_be_null) {
  std::vector<std::string> names;
  const auto array = object.optional_array(field);
  if (!array.has_value())
    return names;
  if (array->size() > column_limit)
    throw core::Error(core::sqlstate::program_limit_exceeded,
                      std::string("field \"") + field + "\" has too many names");
  for (const core::JsonValue value : *array) {
    if (may_be_null && value.is_null())
      names.emplace_back();
    else
      names.push_back(read_identifier(value.as_string(field, identifier_limit_bytes), field));
  }
  return names;
}

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char c : name)
    text.append(c == '"' ? 2 : 1, c);
  return text + "\"";
}

void write_names(core::JsonWriter& json, const char* field, const std::vector<std::string>& names) {
  json.key(field).begin_array();
  for (const std::string& name : names)
    json.string_or_null(name);
  json.end_array();
}

std::string read_word(const JsonObject& object, const char* field, std::initializer_list<std::string_view> words) {
  const auto given = object.optional_string(field, text_limit_bytes);
  if (!given.has_value())
    return std::string(*words.begin());
  std::string all;
  for (const std::string_view word : words) {
    if (*given == word)
      return std::string(word);
    all.append(all.empty() ? "\"" : ", \"").append(word).append("\"");
  }
  fail(std::string("field \"") + field + "\" must be one of " + all);
}

// One character of ASCII, as COPY wants it; what else is wrong with it COPY says itself.
void copy_character(const JsonObject& object, const char* field, core::JsonWriter& json) {
  const auto given = object.optional_string(field, text_limit_bytes);
  if (!given.has_value())
    return;
  if (given->size() != 1 || given->front() == '\0' || static_cast<unsigned char>(given->front()) > 0x7F)
    fail(std::string("field \"") + field + "\" must be one character of ASCII");
  json.key(field).string(*given);
}

void copy_text(const JsonObject& object, const char* field, core::JsonWriter& json) {
  const auto given = object.optional_string(field, text_limit_bytes);
  if (given.has_value() && given->find('\0') != std::string_view::npos)
    fail(std::string("field \"") + field + "\" must not hold U+0000");
  if (given.has_value())
    json.key(field).string(*given);
}

void read_target(const JsonObject& object, core::JsonWriter& json, ImportRequest& request, const std::string& format) {
  const JsonObject relation = object.object("relation");
  relation.refuse_others({"schema", "name"});
  const std::string schema = read_identifier(relation.string("schema", identifier_limit_bytes), "schema");
  const std::string name = read_identifier(relation.string("name", identifier_limit_bytes), "name");
  json.key("schema").string(schema).key("name").string(name);
  const std::vector<std::string> columns = read_names(object, "columns", true);
  const std::vector<std::string> fields = read_names(object, "fields", false);
  if (columns.empty())
    fail("field \"columns\" must name at least one column");
  if (!fields.empty() && fields.size() != columns.size())
    fail("field \"fields\" must have as many names as \"columns\"");
  write_names(json, "columns", columns);
  write_names(json, "fields", fields);
  write_names(json, "key", read_names(object, "key", false));
  std::string list;
  for (const std::string& column : columns)
    if (!column.empty())
      list.append(list.empty() ? "" : ", ").append(quoted(column));
  if (list.empty())
    fail("field \"columns\" must name at least one column");
  request.statement =
      "COPY " + quoted(schema) + "." + quoted(name) + " (" + list + ") FROM STDIN /* import, " + format + " */";
}

} // namespace

ImportRequest parse_import(std::string body) {
  const std::size_t head_bytes = std::min(body.find('\n'), body.size());
  const std::size_t begin = std::min(head_bytes + 1, body.size());
  const std::string_view head = std::string_view(body).substr(0, head_bytes);
  ImportRequest request;
  if (body.size() - begin > core::part_limit_bytes)
    throw core::Error(core::sqlstate::program_limit_exceeded, "part of the file is too large")
        .with_detail("A request may bring " + std::to_string(core::part_limit_bytes) + " bytes of it.");
  const core::JsonDocument document = core::JsonDocument::parse(head, core::JsonLimits{.bytes = options_limit_bytes});
  const JsonObject object = document.root_object();
  object.refuse_others({"relation", "columns", "fields", "key", "on_conflict", "format", "delimiter", "quote", "null",
                        "encoding", "header", "skip_bad_lines", "first_line", "first_byte", "follows", "is_last",
                        "session", "requires_session", "timeout_ms"});
  core::JsonWriter json;
  json.begin_object();
  const std::string format = read_word(object, "format", {"csv", "text", "ndjson"});
  read_target(object, json, request, format);
  json.key("format").string(format);
  json.key("on_conflict").string(read_word(object, "on_conflict", {"update", "nothing"}));
  copy_character(object, "delimiter", json);
  copy_character(object, "quote", json);
  copy_text(object, "null", json);
  copy_text(object, "encoding", json);
  request.first_line = object.optional_integer("first_line", 1, line_max).value_or(1);
  json.key("header").boolean(object.optional_boolean("header").value_or(false));
  json.key("is_last").boolean(object.optional_boolean("is_last").value_or(false));
  // Numbers travel as text: the runner's reader of fields knows texts and booleans.
  json.key("first_line").string(std::to_string(request.first_line));
  if (const auto first_byte = object.optional_integer("first_byte", 0, line_max))
    json.key("first_byte").string(std::to_string(*first_byte));
  json.key("follows").boolean(object.optional_boolean("follows").value_or(false));
  json.key("skip_bad_lines")
      .string(std::to_string(object.optional_integer("skip_bad_lines", 0, bad_line_limit).value_or(0)));
  request.options = json.end_object().take();
  request.session = read_session(object);
  request.requires_session = object.optional_boolean("requires_session").value_or(false);
  request.timeout_ms = object.optional_integer("timeout_ms", 0, timeout_max_ms);
  body.erase(0, begin); // in place: a part is large
  request.data = std::move(body);
  return request;
}

} // namespace studio::wire
