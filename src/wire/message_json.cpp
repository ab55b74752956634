// One function for each message; the fields of a request are read by the same code whether they come in a body or by socket.
#include "wire/message_json.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/json_reader.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "core/utf8.h"
#include "wire/error_json.h"
#include "wire/filter.h"
#include "wire/request_fields.h"

namespace studio::wire {

namespace {

using core::JsonDocument;
using core::JsonObject;
using core::JsonValue;

constexpr std::size_t id_limit_characters = 64;
constexpr std::size_t sql_limit_bytes = 1 << 30;       // as PostgreSQL's; the transport's limit is met before
constexpr std::size_t analyzed_limit_bytes = 1 << 20;  // nobody reads the marks of a longer one
constexpr std::size_t cursor_limit_bytes = 256 * 1024; // holds key values; PostgreSQL's index rows stay far below
constexpr std::int64_t millionths = 1000000;
constexpr std::size_t column_count_limit = 1664;     // PostgreSQL's longest target list
constexpr std::size_t parameter_count_limit = 65535; // of the extended protocol
constexpr std::size_t named_parameter_count_limit = 1000;
constexpr std::int64_t row_limit_max = std::int64_t{1} << 53;
constexpr std::int64_t timeout_max_ms = 2147483647; // as statement_timeout
constexpr std::int64_t cell_max_bytes = 1 << 30;
constexpr std::int64_t page_rows_max = 10000;
constexpr std::int64_t credit_max_bytes = 1 << 30;

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

JsonDocument parse(std::string_view text) { return JsonDocument::parse(text, core::JsonLimits{.bytes = text.size()}); }

// A list is $1…, an object is :name.
void read_parameters(const JsonObject& object, std::vector<std::optional<std::string>>& parameters, bool& are_named) {
  const auto given = object.find("parameters");
  are_named = given.has_value() && given->kind() == core::JsonKind::object;
  parameters = are_named ? object.named_parameters("parameters", named_parameter_count_limit)
                         : object.parameters("parameters", parameter_count_limit);
}

void read_explain_options(const JsonObject& options, ExplainRequest& request) {
  options.refuse_others({"analyze", "buffers", "wal", "verbose", "settings", "timing", "generic"});
  request.analyze = options.optional_boolean("analyze").value_or(false);
  request.buffers = options.optional_boolean("buffers").value_or(false);
  request.wal = options.optional_boolean("wal").value_or(false);
  request.verbose = options.optional_boolean("verbose").value_or(false);
  request.settings = options.optional_boolean("settings").value_or(false);
  request.timing = options.optional_boolean("timing").value_or(true);
  request.generic = options.optional_boolean("generic").value_or(false);
  if (request.wal && !request.analyze)
    fail("option \"wal\" needs \"analyze\"");
  if (request.generic && request.analyze)
    fail("options \"generic\" and \"analyze\" exclude each other");
}

Direction read_direction(const JsonObject& object) {
  const std::string_view direction = object.optional_string("direction", 4).value_or("asc");
  if (direction == "asc")
    return Direction::ascending;
  if (direction == "desc")
    return Direction::descending;
  fail("field \"direction\" must be \"asc\" or \"desc\"");
}

NullsPlacement read_nulls(const JsonObject& object) {
  const auto nulls = object.optional_string("nulls", 5);
  if (!nulls.has_value())
    return NullsPlacement::unsaid;
  if (*nulls == "first")
    return NullsPlacement::first;
  if (*nulls == "last")
    return NullsPlacement::last;
  fail("field \"nulls\" must be \"first\" or \"last\"");
}

OrderColumn read_order_column(const JsonValue& value) {
  const JsonObject object = value.as_object("order");
  object.refuse_others({"column", "direction", "nulls"});
  return OrderColumn{read_identifier(object.string("column", identifier_limit_bytes), "column"), read_direction(object),
                     read_nulls(object)};
}

// Where the page begins: `after` or `before` a cursor, `at` a part of the rows, at the end, or at the beginning.
void read_place(const JsonObject& object, RowsSelectRequest& request) {
  const auto before = object.optional_string("before", cursor_limit_bytes);
  const auto after = object.optional_string("after", cursor_limit_bytes);
  const bool is_from_end = object.optional_boolean("from_end").value_or(false);
  request.is_backward = before.has_value() || is_from_end;
  request.cursor = before ? *before : after.value_or("");
  request.at = object.optional_integer("at", 0, millionths);
  if (int{before.has_value()} + int{after.has_value()} + int{request.at.has_value()} + int{is_from_end} > 1)
    fail("fields \"after\", \"before\", \"at\" and \"from_end\" exclude each other");
}

RowsSelectRequest read_rows_select(const JsonObject& object) {
  RowsSelectRequest request;
  const JsonObject relation = object.object("relation");
  relation.refuse_others({"schema", "name"});
  request.schema = read_identifier(relation.string("schema", identifier_limit_bytes), "schema");
  request.relation = read_identifier(relation.string("name", identifier_limit_bytes), "name");
  if (const auto columns = object.optional_array("columns")) {
    if (columns->size() > column_count_limit)
      fail("field \"columns\" has too many elements");
    for (const JsonValue column : *columns)
      request.columns.push_back(read_identifier(column.as_string("columns", identifier_limit_bytes), "columns"));
  }
  if (const auto order = object.optional_array("order")) {
    if (order->size() > column_count_limit)
      fail("field \"order\" has too many elements");
    for (const JsonValue column : *order)
      request.order.push_back(read_order_column(column));
  }
  read_place(object, request);
  if (const auto filter = object.optional_object("filter"))
    request.filter = read_filter(*filter);
  request.limit = object.optional_integer("limit", 1, page_rows_max).value_or(request.limit);
  request.count_up_to = object.optional_integer("count_up_to", 1, row_limit_max);
  if (request.count_up_to &&
      (object.has("after") || object.has("before") || object.has("at") || object.has("from_end") ||
       object.has("limit") || object.has("columns") || object.has("order")))
    fail("field \"count_up_to\" excludes \"columns\", \"order\", \"after\" and \"limit\"");
  request.max_cell_bytes = object.optional_integer("max_cell_bytes", 1, cell_max_bytes);
  request.session = read_session(object);
  if (const auto role = object.optional_string("as_role", identifier_limit_bytes))
    request.as_role = read_identifier(*role, "as_role");
  if (request.as_role == "none") // which is no role to PostgreSQL, but the way back from one
    fail("field \"as_role\" must be the name of a role");
  if (!request.as_role.empty() && !request.session.empty())
    fail("fields \"as_role\" and \"session\" exclude each other");
  return request;
}

std::string read_id(const JsonObject& object) {
  const std::string_view id = object.string("id", 4 * id_limit_characters);
  if (id.empty() || core::count_code_points(id) > id_limit_characters)
    fail("field \"id\" must be 1 to 64 characters");
  return std::string(id);
}

core::Uuid read_connection(const JsonObject& object) {
  const auto connection = core::Uuid::parse(object.string("connection", 64));
  if (!connection.has_value())
    fail("field \"connection\" must be a UUID in lower case");
  return *connection;
}

std::optional<std::int64_t> read_credit(const JsonObject& object) {
  return object.optional_integer("credit", 0, credit_max_bytes);
}

ClientMessage read_client_message(const JsonObject& object, std::string id) {
  const std::string_view type = object.string("type", 64);
  if (std::find(client_message_types.begin(), client_message_types.end(), type) == client_message_types.end())
    fail("unknown message type \"" + std::string(type) + "\"");
  if (type == "authenticate") {
    object.refuse_others({"type", "access_token"});
    return AuthenticateMessage{std::string(object.string("access_token", access_token_limit_bytes))};
  }
  // All others are about one query, or are one, and name it.
  if (id.empty())
    fail("field \"id\" is missing");
  if (type == "query") {
    object.refuse_others({"type", "id", "connection", "credit", "sql", "parameters", "row_limit", "timeout_ms",
                          "read_only", "session", "requires_session", "live_plan", "max_cell_bytes"});
    return QueryMessage{std::move(id), read_connection(object), read_credit(object), read_query(object)};
  }
  if (type == "rows_select") {
    object.refuse_others({"type", "id", "connection", "credit", "relation", "columns", "order", "after", "before", "at",
                          "from_end", "filter", "limit", "count_up_to", "max_cell_bytes", "session", "as_role"});
    return RowsSelectMessage{std::move(id), read_connection(object), read_credit(object), read_rows_select(object)};
  }
  if (type == "rows_change") {
    object.refuse_others(
        {"type", "id", "connection", "credit", "changes", "timeout_ms", "dry_run", "session", "max_cell_bytes"});
    return RowsChangeMessage{std::move(id), read_connection(object), read_credit(object), read_rows_change(object)};
  }
  if (type == "credit") {
    object.refuse_others({"type", "id", "bytes"});
    return CreditMessage{std::move(id), object.integer("bytes", 1, credit_max_bytes)};
  }
  if (type == "follow_schema") {
    object.refuse_others({"type", "id", "connection"});
    return FollowSchemaMessage{std::move(id), read_connection(object)};
  }
  object.refuse_others({"type", "id"});
  return CancelMessage{std::move(id)};
}

void write_after(core::JsonWriter& json, std::string_view after_keys) {
  json.key("after");
  if (after_keys.empty())
    json.null();
  else
    json.raw(after_keys);
}

void write_order_column(core::JsonWriter& json, const OrderColumn& column) {
  json.begin_object().key("column").string(column.column);
  json.key("direction").string(column.direction == Direction::ascending ? "asc" : "desc");
  if (column.nulls != NullsPlacement::unsaid)
    json.key("nulls").string(column.nulls == NullsPlacement::first ? "first" : "last");
  json.end_object();
}

} // namespace

QueryRequest read_query(const JsonObject& object) {
  QueryRequest request;
  request.sql = object.string("sql", sql_limit_bytes);
  read_parameters(object, request.parameters, request.has_named_parameters);
  request.row_limit = object.optional_integer("row_limit", 0, row_limit_max);
  request.timeout_ms = object.optional_integer("timeout_ms", 0, timeout_max_ms);
  request.read_only = object.optional_boolean("read_only").value_or(false);
  request.session = read_session(object);
  request.requires_session = object.optional_boolean("requires_session").value_or(false);
  request.background = object.optional_boolean("background").value_or(false);
  request.live_plan = object.optional_boolean("live_plan").value_or(false);
  if (request.requires_session && request.session.empty())
    fail("field \"requires_session\" needs a session");
  request.max_cell_bytes = object.optional_integer("max_cell_bytes", 1, cell_max_bytes);
  return request;
}

QueryRequest parse_query(std::string_view body) {
  const JsonDocument document = parse(body);
  const JsonObject object = document.root_object();
  object.refuse_others({"sql", "parameters", "row_limit", "timeout_ms", "read_only", "session", "requires_session",
                        "background", "live_plan", "max_cell_bytes"});
  return read_query(object);
}

RowsSelectRequest parse_rows_select(std::string_view body) {
  const JsonDocument document = parse(body);
  const JsonObject object = document.root_object();
  object.refuse_others({"relation", "columns", "order", "after", "before", "at", "from_end", "filter", "limit",
                        "count_up_to", "max_cell_bytes", "session", "as_role"});
  return read_rows_select(object);
}

AnalyzeRequest parse_analyze(std::string_view body) {
  const JsonDocument document = parse(body);
  const JsonObject object = document.root_object();
  object.refuse_others({"sql", "session"});
  return AnalyzeRequest{std::string(object.string("sql", analyzed_limit_bytes)), read_session(object)};
}

ExplainRequest parse_explain(std::string_view body) {
  const JsonDocument document = parse(body);
  const JsonObject object = document.root_object();
  object.refuse_others({"sql", "parameters", "options", "timeout_ms", "read_only", "session"});
  ExplainRequest request;
  request.sql = object.string("sql", analyzed_limit_bytes);
  read_parameters(object, request.parameters, request.has_named_parameters);
  request.timeout_ms = object.optional_integer("timeout_ms", 0, timeout_max_ms);
  request.read_only = object.optional_boolean("read_only").value_or(false);
  request.session = read_session(object);
  if (const auto options = object.optional_object("options"))
    read_explain_options(*options, request);
  return request;
}

EffectRequest parse_effect(std::string_view body) {
  const JsonDocument document = parse(body);
  const JsonObject object = document.root_object();
  object.refuse_others({"sql", "parameters", "dry_run", "session"});
  EffectRequest request;
  request.sql = object.string("sql", analyzed_limit_bytes);
  read_parameters(object, request.parameters, request.has_named_parameters);
  request.dry_run = object.optional_boolean("dry_run").value_or(false);
  request.session = read_session(object);
  return request;
}

ClientMessage parse_client_message(std::string_view text) {
  std::string id;
  try {
    const JsonDocument document = parse(text);
    const JsonObject object = document.root_object();
    // Before everything else, so that a refusal of the rest can name the query it is about.
    if (object.has("id"))
      id = read_id(object);
    return read_client_message(object, id);
  } catch (core::Error& error) {
    return RefusedMessage{std::move(id), std::move(error)};
  }
}

std::string rows_select_for_runner(const RowsSelectRequest& request, std::string_view after_keys) {
  core::JsonWriter json;
  json.begin_object().key("relation").begin_object();
  json.key("schema").string(request.schema).key("name").string(request.relation).end_object();
  json.key("columns").begin_array();
  for (const std::string& column : request.columns)
    json.string(column);
  json.end_array().key("order").begin_array();
  for (const OrderColumn& column : request.order)
    write_order_column(json, column);
  json.end_array();
  write_after(json, after_keys);
  if (request.is_backward)
    json.key("backward").boolean(true);
  if (request.at)
    json.key("at").integer(*request.at);
  if (!request.filter.empty())
    json.key("filter").raw(request.filter);
  if (request.count_up_to)
    json.key("count_up_to").integer(*request.count_up_to);
  if (!request.as_role.empty())
    json.key("as_role").string(request.as_role);
  json.key("limit").integer(request.limit).end_object();
  return json.take();
}

std::string ready_message() {
  core::JsonWriter json;
  json.begin_object().key("type").string("ready").key("protocol").integer(protocol_version).end_object();
  return json.take();
}

std::string running_message(std::string_view id, const core::Uuid& query_id) {
  core::JsonWriter json;
  json.begin_object().key("type").string("running").key("id").string(id);
  json.key("query_id").string(query_id.text()).end_object();
  return json.take();
}

std::string queued_message(std::string_view id, std::int64_t position) {
  core::JsonWriter json;
  json.begin_object().key("type").string("queued").key("id").string(id);
  json.key("position").integer(position).end_object();
  return json.take();
}

std::string error_message(std::string_view id, const core::Error& error, std::string_view request_id) {
  core::JsonWriter json;
  json.begin_object().key("type").string("error").key("id").string_or_null(id).key("error");
  write_error_object(json, error, request_id);
  json.end_object();
  return json.take();
}

std::string schema_line(std::optional<std::uint64_t> generation) {
  core::JsonWriter json;
  json.begin_object().key("type").string("schema").key("generation");
  if (generation)
    json.integer(static_cast<std::int64_t>(*generation));
  else
    json.null();
  json.end_object();
  return json.take();
}

std::string socket_prefix(std::string_view id) {
  std::string prefix = "{\"id\":";
  core::append_json_string(prefix, id);
  prefix += ",\"message\":";
  return prefix;
}

} // namespace studio::wire
