// From JSON text to the flat list of nodes that JsonDocument holds. Only json_reader.cpp includes it.
//
// Plain C++. Why not a library: the gateway is one thread, and nlohmann::json needs 100 ms and 40 MB for a statement of
// 10 MB, during which nobody else is served; this needs 8 ms and copies nothing. nlohmann::json is the judge in the tests:
// test/fuzz/json_reader.cpp feeds both and fails where they differ.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.h"

#include "core/no_postgres.h"

namespace studio::core {

class JsonScanner {
public:
  // `nodes` and `unescaped` must be empty and live as long as the views into them.
  JsonScanner(std::string_view text, const JsonLimits& limits, std::vector<JsonNode>& nodes, std::string& unescaped)
      : text_(text), limits_(limits), nodes_(nodes), unescaped_(unescaped) {}

  // Throws core::Error as json_reader.h says.
  void scan();

private:
  // Containers are kept on a list of our own, not on the call stack: nesting costs no stack whatever the limit is.
  struct OpenContainer {
    std::size_t node;
    char closer;
  };

  void skip_space();
  bool take(char wanted);
  bool close_container();
  void read_member();
  void read_value(std::string_view name);
  void open_container(JsonKind kind, char closer);
  void refuse_duplicate_keys(std::size_t object_node) const;

  void read_literal(std::string_view word);
  std::string_view read_number();
  void read_digits();
  std::string_view read_string();
  std::string_view read_escaped_string(std::size_t run_start);
  void read_escape();
  unsigned read_hex4();
  unsigned read_code_point();
  void skip_plain_characters();

  [[noreturn]] void fail_here() const;
  [[noreturn]] void fail_invalid_utf8() const;
  [[noreturn]] void fail(std::string detail) const;

  std::string_view text_;
  const JsonLimits& limits_;
  std::vector<JsonNode>& nodes_;
  std::string& unescaped_;
  std::vector<OpenContainer> open_;
  std::size_t offset_ = 0;
};

} // namespace studio::core
