// The typed getters. Each failure names the field, so a caller need not add words.
#include "core/json_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/error.h"
#include "core/json_scanner.h"
#include "core/sqlstate.h"
#include "core/utf8.h"

namespace studio::core {

namespace {

// A key from outside may be 64 KiB long; an error text needs only enough to recognize it.
std::string quoted(std::string_view name) {
  constexpr std::size_t shown_bytes = 64;
  return "\"" + std::string(utf8_head(name, shown_bytes)) + "\"";
}

[[noreturn]] void fail_field(std::string_view name, std::string_view problem) {
  throw Error(sqlstate::invalid_parameter_value, "field " + quoted(name) + " " + std::string(problem));
}

void require_kind(const JsonNode* node, JsonKind kind, std::string_view label, std::string_view noun) {
  if (node->kind != kind)
    fail_field(label, "must be " + std::string(noun));
}

} // namespace

JsonDocument JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
  JsonDocument document;
  document.nodes_.reserve(16);
  JsonScanner(text, limits, document.nodes_, document.unescaped_).scan();
  return document;
}

JsonObject JsonDocument::root_object() const {
  if (nodes_.front().kind != JsonKind::object)
    throw Error(sqlstate::invalid_parameter_value, "JSON text must be an object");
  return JsonObject(nodes_.data());
}

JsonObject JsonValue::as_object(std::string_view label) const {
  require_kind(node_, JsonKind::object, label, "an object");
  return JsonObject(node_);
}

JsonArray JsonValue::as_array(std::string_view label) const {
  require_kind(node_, JsonKind::array, label, "an array");
  return JsonArray(node_);
}

std::string_view JsonValue::as_string(std::string_view label, std::size_t max_bytes) const {
  require_kind(node_, JsonKind::string, label, "a string");
  if (node_->text.size() > max_bytes)
    fail_field(label, "is longer than " + std::to_string(max_bytes) + " bytes");
  return node_->text;
}

bool JsonValue::as_boolean(std::string_view label) const {
  require_kind(node_, JsonKind::boolean, label, "true or false");
  return node_->text == "true";
}

std::int64_t JsonValue::as_integer(std::string_view label, std::int64_t min, std::int64_t max) const {
  require_kind(node_, JsonKind::number, label, "an integer");
  std::int64_t value = 0;
  const char* end = node_->text.data() + node_->text.size();
  const auto result = std::from_chars(node_->text.data(), end, value);
  if (result.ec == std::errc() && result.ptr != end)
    fail_field(label, "must be an integer");
  if (result.ec != std::errc() || value < min || value > max)
    fail_field(label, "must be from " + std::to_string(min) + " to " + std::to_string(max));
  return value;
}

JsonArray::Iterator& JsonArray::Iterator::operator++() {
  node_ += node_->span;
  return *this;
}

JsonArray::Iterator JsonArray::begin() const { return Iterator(node_ + 1); }

JsonArray::Iterator JsonArray::end() const { return Iterator(node_ + node_->span); }

std::size_t JsonArray::size() const {
  std::size_t count = 0;
  for (auto element = begin(); element != end(); ++element)
    count++;
  return count;
}

std::optional<JsonValue> JsonObject::find(std::string_view name) const {
  const JsonNode* end = node_ + node_->span;
  for (const JsonNode* member = node_ + 1; member != end; member += member->span)
    if (member->name == name)
      return JsonValue(member);
  return std::nullopt;
}

std::vector<std::pair<std::string_view, JsonValue>> JsonObject::members() const {
  std::vector<std::pair<std::string_view, JsonValue>> found;
  const JsonNode* end = node_ + node_->span;
  for (const JsonNode* member = node_ + 1; member != end; member += member->span)
    found.emplace_back(member->name, JsonValue(member));
  return found;
}

std::vector<std::pair<std::string, std::string>> JsonObject::texts() const {
  std::vector<std::pair<std::string, std::string>> found;
  const JsonNode* end = node_ + node_->span;
  for (const JsonNode* member = node_ + 1; member != end; member += member->span)
    if (member->kind == JsonKind::string)
      found.emplace_back(member->name, member->text);
  return found;
}

bool JsonObject::has_only_texts() const {
  const JsonNode* end = node_ + node_->span;
  for (const JsonNode* member = node_ + 1; member != end; member += member->span)
    if (member->kind != JsonKind::string)
      return false;
  return true;
}

JsonValue JsonObject::require(std::string_view name) const {
  const std::optional<JsonValue> value = find(name);
  if (!value.has_value())
    fail_field(name, "is missing");
  return *value;
}

std::optional<JsonValue> JsonObject::find_unless_null(std::string_view name) const {
  const std::optional<JsonValue> value = find(name);
  if (value.has_value() && value->is_null())
    return std::nullopt;
  return value;
}

std::string_view JsonObject::string(std::string_view name, std::size_t max_bytes) const {
  return require(name).as_string(name, max_bytes);
}

std::optional<std::string_view> JsonObject::optional_string(std::string_view name, std::size_t max_bytes) const {
  const auto value = find_unless_null(name);
  if (!value.has_value())
    return std::nullopt;
  return value->as_string(name, max_bytes);
}

std::optional<bool> JsonObject::optional_boolean(std::string_view name) const {
  const auto value = find_unless_null(name);
  if (!value.has_value())
    return std::nullopt;
  return value->as_boolean(name);
}

std::int64_t JsonObject::integer(std::string_view name, std::int64_t min, std::int64_t max) const {
  return require(name).as_integer(name, min, max);
}

std::optional<std::int64_t> JsonObject::optional_integer(std::string_view name, std::int64_t min,
                                                         std::int64_t max) const {
  const auto value = find_unless_null(name);
  if (!value.has_value())
    return std::nullopt;
  return value->as_integer(name, min, max);
}

JsonObject JsonObject::object(std::string_view name) const { return require(name).as_object(name); }

std::optional<JsonObject> JsonObject::optional_object(std::string_view name) const {
  const auto value = find_unless_null(name);
  if (!value.has_value())
    return std::nullopt;
  return value->as_object(name);
}

std::optional<JsonArray> JsonObject::optional_array(std::string_view name) const {
  const auto value = find_unless_null(name);
  if (!value.has_value())
    return std::nullopt;
  return value->as_array(name);
}

namespace {

std::optional<std::string> parameter_value(std::string_view field, const JsonValue& value) {
  if (value.kind() == JsonKind::array || value.kind() == JsonKind::object)
    fail_field(field, "must hold only strings, numbers, booleans and nulls");
  if (value.is_null())
    return std::nullopt;
  return std::string(value.text());
}

void check_parameter_count(std::string_view field, std::size_t count, std::size_t max_count) {
  if (count > max_count)
    throw Error(sqlstate::program_limit_exceeded, "too many elements in field " + quoted(field))
        .with_detail("The limit is " + std::to_string(max_count) + ".");
}

} // namespace

std::vector<std::optional<std::string>> JsonObject::parameters(std::string_view name, std::size_t max_count) const {
  std::vector<std::optional<std::string>> parameters;
  const auto array = optional_array(name);
  if (!array.has_value())
    return parameters;
  const std::size_t count = array->size();
  check_parameter_count(name, count, max_count);
  parameters.reserve(count);
  for (const JsonValue element : *array)
    parameters.push_back(parameter_value(name, element));
  return parameters;
}

std::vector<std::optional<std::string>> JsonObject::named_parameters(std::string_view name,
                                                                     std::size_t max_count) const {
  std::vector<std::optional<std::string>> parameters;
  const JsonObject given = object(name);
  const JsonNode* end = given.node_ + given.node_->span;
  for (const JsonNode* member = given.node_ + 1; member != end; member += member->span) {
    if (member->name.empty())
      fail_field(name, "must not have an empty name");
    check_parameter_count(name, parameters.size() / 2 + 1, max_count);
    parameters.emplace_back(member->name);
    parameters.push_back(parameter_value(name, JsonValue(member)));
  }
  return parameters;
}

void JsonObject::refuse_others(std::initializer_list<std::string_view> known) const {
  const JsonNode* end = node_ + node_->span;
  for (const JsonNode* member = node_ + 1; member != end; member += member->span)
    if (std::find(known.begin(), known.end(), member->name) == known.end())
      throw Error(sqlstate::invalid_parameter_value, "unknown field " + quoted(member->name));
}

} // namespace studio::core
