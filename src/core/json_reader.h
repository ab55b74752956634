// Reads JSON that came from outside: strict (RFC 8259), within limits, without recursion.
//
// Plain C++: knows JSON and core::Error, no message of ours. The text is scanned once into a flat list of values; a
// string without escapes is not copied, so the document borrows the text and must not outlive it. The gateway uses it for
// every body and every socket message.
//
// Refused: malformed text 22P02, a byte that is not UTF-8 22021, \u0000 22P05, the same key twice 22P02, anything above a
// limit 54000; by the getters: a missing, unknown or wrongly typed field 22023.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/no_postgres.h"

namespace studio::core {

struct JsonLimits {
  std::size_t bytes;                 // of the whole text
  int depth = 64;                    // of objects and arrays inside each other
  std::size_t values = 100'000;      // in the whole text; each takes 40 bytes while the document lives
  std::size_t key_bytes = 64 * 1024; // of one key, as it reads
  std::size_t number_bytes = 1024;   // of one number, as written
};

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

class JsonObject;
class JsonArray;

// One value as it lies in the document's list. Only the scanner and the views below look at it.
struct JsonNode {
  std::string_view name;  // the key, inside an object
  std::string_view text;  // string: its characters; number, boolean: as written
  std::uint32_t span = 1; // how many nodes this value takes with all that it contains, so node + span is the next one
  JsonKind kind = JsonKind::null;
};

// A view of one value; valid while its JsonDocument lives.
class JsonValue {
public:
  explicit JsonValue(const JsonNode* node) : node_(node) {}

  JsonKind kind() const { return node_->kind; }
  bool is_null() const { return kind() == JsonKind::null; }
  // The characters of a string; a number or boolean as it was written.
  std::string_view text() const { return node_->text; }
  // `label` names the value in the error: `field "label" must be an object` (22023).
  JsonObject as_object(std::string_view label) const;
  JsonArray as_array(std::string_view label) const;
  std::string_view as_string(std::string_view label, std::size_t max_bytes) const;
  bool as_boolean(std::string_view label) const;
  // A number written without fraction or exponent, within both bounds.
  std::int64_t as_integer(std::string_view label, std::int64_t min, std::int64_t max) const;

private:
  const JsonNode* node_;
};

// A view of an array; valid while its JsonDocument lives. Walk it with a range for.
class JsonArray {
public:
  class Iterator {
  public:
    explicit Iterator(const JsonNode* node) : node_(node) {}
    JsonValue operator*() const { return JsonValue(node_); }
    Iterator& operator++();
    bool operator!=(const Iterator& other) const { return node_ != other.node_; }

  private:
    const JsonNode* node_;
  };

  explicit JsonArray(const JsonNode* node) : node_(node) {}
  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const;

private:
  const JsonNode* node_;
};

// A view of an object; valid while its JsonDocument lives. An optional field that is null counts as absent.
class JsonObject {
public:
  explicit JsonObject(const JsonNode* node) : node_(node) {}

  bool has(std::string_view name) const { return find(name).has_value(); }
  std::optional<JsonValue> find(std::string_view name) const;

  // At most `max_bytes` bytes; may be empty.
  std::string_view string(std::string_view name, std::size_t max_bytes) const;
  std::optional<std::string_view> optional_string(std::string_view name, std::size_t max_bytes) const;
  std::optional<bool> optional_boolean(std::string_view name) const;
  std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max) const;
  std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t min, std::int64_t max) const;
  JsonObject object(std::string_view name) const;
  std::optional<JsonObject> optional_object(std::string_view name) const;
  std::optional<JsonArray> optional_array(std::string_view name) const;

  // Query parameters as PostgreSQL takes them: a string as it is, a number by its source text, booleans as true and
  // false, null as nullopt. Absent gives an empty list. Throws 22023 for any other kind, 54000 for more than `max_count`.
  std::vector<std::optional<std::string>> parameters(std::string_view name, std::size_t max_count) const;

  // The same of an object {"name":value,…}: name, value, name, value, … An empty name is 22023.
  std::vector<std::optional<std::string>> named_parameters(std::string_view name, std::size_t max_count) const;

  // All members in the order of the text, where the names are not known beforehand.
  std::vector<std::pair<std::string_view, JsonValue>> members() const;
  // Those whose values are strings.
  std::vector<std::pair<std::string, std::string>> texts() const;
  // Is there no member whose value is anything else?
  bool has_only_texts() const;

  // Throws 22023 for the first field that is not in the list.
  void refuse_others(std::initializer_list<std::string_view> known) const;

private:
  JsonValue require(std::string_view name) const;
  std::optional<JsonValue> find_unless_null(std::string_view name) const;

  const JsonNode* node_;
};

class JsonDocument {
public:
  // Reads the whole text or throws. The document borrows `text`.
  static JsonDocument parse(std::string_view text, const JsonLimits& limits);

  JsonValue root() const { return JsonValue(nodes_.data()); }
  // The usual case: 22023 unless the text is an object.
  JsonObject root_object() const;

private:
  std::vector<JsonNode> nodes_; // in the order of the text, containers before their members
  std::string unescaped_;       // characters of the strings and keys that had escapes; never reallocated
};

} // namespace studio::core
