#include "wire/rows_change.h"

#include "core/error.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "wire/request_fields.h"

namespace studio::wire {

namespace {

using core::JsonObject;
using core::JsonValue;

constexpr std::size_t change_count_limit = 10000;
constexpr std::size_t value_count_limit = 65535; // parameters of one request
constexpr std::int64_t timeout_max_ms = 2147483647;
constexpr std::int64_t cell_max_bytes = 1 << 30;
constexpr std::size_t kind_limit_bytes = 16;

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

ChangeKind read_kind(const JsonObject& object) {
  const std::string_view kind = object.string("kind", kind_limit_bytes);
  if (kind == "insert")
    return ChangeKind::insert;
  if (kind == "update")
    return ChangeKind::update;
  if (kind == "delete")
    return ChangeKind::remove;
  fail("field \"kind\" must be \"insert\", \"update\" or \"delete\"");
}

// {"default":true}
bool is_default(const JsonValue& value, std::string_view column) {
  if (value.kind() != core::JsonKind::object)
    return false;
  const JsonObject object = value.as_object(column);
  object.refuse_others({"default"});
  const auto found = object.optional_boolean("default");
  if (!found.value_or(false))
    fail("a value must be a string, number, boolean, null or {\"default\":true}");
  return true;
}

std::optional<std::string> read_value(const JsonValue& value, std::string_view column) {
  switch (value.kind()) {
  case core::JsonKind::null:
    return std::nullopt;
  case core::JsonKind::string:
  case core::JsonKind::number:
  case core::JsonKind::boolean:
    return std::string(value.text());
  default:
    fail("the value of column \"" + std::string(column) + "\" must be a string, number, boolean or null");
  }
}

// `defaults`: where columns that take their default go; null where a default means nothing.
std::vector<ColumnValue> read_values(const JsonObject& change, const char* name, std::vector<std::string>* defaults) {
  std::vector<ColumnValue> values;
  const auto object = change.optional_object(name);
  if (!object.has_value())
    return values;
  for (const auto& [column, value] : object->members()) {
    std::string checked = read_identifier(column, name);
    if (checked.size() > identifier_limit_bytes)
      throw core::Error(core::sqlstate::program_limit_exceeded, "a column's name is too long");
    if (defaults != nullptr && is_default(value, column))
      defaults->push_back(std::move(checked));
    else
      values.push_back({std::move(checked), read_value(value, column)});
  }
  return values;
}

RowChange read_change(const JsonValue& value) {
  const JsonObject object = value.as_object("changes");
  RowChange change;
  change.kind = read_kind(object);
  const JsonObject relation = object.object("relation");
  relation.refuse_others({"schema", "name"});
  change.schema = read_identifier(relation.string("schema", identifier_limit_bytes), "schema");
  change.relation = read_identifier(relation.string("name", identifier_limit_bytes), "name");
  if (change.kind == ChangeKind::insert) {
    object.refuse_others({"kind", "relation", "values"});
  } else {
    if (change.kind == ChangeKind::update)
      object.refuse_others({"kind", "relation", "key", "expected", "values"});
    else
      object.refuse_others({"kind", "relation", "key", "expected"});
    change.key = read_values(object, "key", nullptr);
    change.expected = read_values(object, "expected", nullptr);
    if (change.key.empty())
      fail("field \"key\" must name at least one column");
    for (const ColumnValue& key : change.key)
      if (!key.value.has_value())
        fail("field \"key\" must not hold null");
  }
  if (change.kind != ChangeKind::remove)
    change.values = read_values(object, "values", &change.defaults);
  if (change.kind == ChangeKind::update && change.values.empty() && change.defaults.empty())
    fail("field \"values\" of an update must name at least one column");
  return change;
}

void write_names(core::JsonWriter& json, const char* name, const std::vector<ColumnValue>& values) {
  if (values.empty())
    return;
  json.key(name).begin_array();
  for (const ColumnValue& value : values)
    json.string(value.column);
  json.end_array();
}

const char* kind_name(ChangeKind kind) {
  if (kind == ChangeKind::insert)
    return "insert";
  return kind == ChangeKind::update ? "update" : "delete";
}

} // namespace

RowsChangeRequest read_rows_change(const JsonObject& object) {
  RowsChangeRequest request;
  const auto changes = object.optional_array("changes");
  if (!changes.has_value() || changes->size() == 0)
    fail("field \"changes\" must have at least one element");
  if (changes->size() > change_count_limit)
    throw core::Error(core::sqlstate::program_limit_exceeded, "too many changes")
        .with_detail("A request may have " + std::to_string(change_count_limit) + ".");
  std::size_t value_count = 0;
  for (const JsonValue change : *changes) {
    request.changes.push_back(read_change(change));
    const RowChange& last = request.changes.back();
    value_count += last.key.size() + last.expected.size() + last.values.size();
  }
  if (value_count > value_count_limit)
    throw core::Error(core::sqlstate::program_limit_exceeded, "too many values in the changes")
        .with_detail("A request may have " + std::to_string(value_count_limit) + ".");
  request.timeout_ms = object.optional_integer("timeout_ms", 0, timeout_max_ms);
  request.is_dry_run = object.optional_boolean("dry_run").value_or(false);
  request.session = read_session(object);
  request.max_cell_bytes = object.optional_integer("max_cell_bytes", 1, cell_max_bytes);
  return request;
}

RowsChangeRequest parse_rows_change(std::string_view body) {
  const core::JsonDocument document = core::JsonDocument::parse(body, core::JsonLimits{.bytes = body.size()});
  const JsonObject object = document.root_object();
  object.refuse_others({"changes", "timeout_ms", "dry_run", "session", "max_cell_bytes"});
  return read_rows_change(object);
}

std::string rows_change_for_runner(const RowsChangeRequest& request) {
  core::JsonWriter json;
  json.begin_object();
  if (request.is_dry_run)
    json.key("dry_run").boolean(true);
  json.key("changes").begin_array();
  for (const RowChange& change : request.changes) {
    json.begin_object().key("kind").string(kind_name(change.kind));
    json.key("schema").string(change.schema).key("relation").string(change.relation);
    write_names(json, "key", change.key);
    write_names(json, "expected", change.expected);
    write_names(json, "values", change.values);
    if (!change.defaults.empty()) {
      json.key("defaults").begin_array();
      for (const std::string& column : change.defaults)
        json.string(column);
      json.end_array();
    }
    json.end_object();
  }
  return json.end_array().end_object().take();
}

std::vector<std::optional<std::string>> rows_change_values(const RowsChangeRequest& request) {
  std::vector<std::optional<std::string>> values;
  for (const RowChange& change : request.changes)
    for (const auto* part : {&change.key, &change.expected, &change.values})
      for (const ColumnValue& value : *part)
        values.push_back(value.value);
  return values;
}

} // namespace studio::wire
