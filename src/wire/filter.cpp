#include "wire/filter.h"

#include <vector>

#include "core/error.h"
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "wire/request_fields.h"

namespace studio::wire {

namespace {

using core::JsonObject;
using core::JsonValue;

constexpr std::size_t value_limit_bytes = 64 * 1024;
constexpr std::size_t expression_limit_bytes = 64 * 1024;
constexpr std::size_t searched_column_limit = 1600;
constexpr std::size_t test_name_limit_bytes = 32;
constexpr int level_limit = 8;
constexpr int test_limit = 200;
constexpr int value_limit = 10000;

enum class Takes { nothing, one, two, many };

struct Test {
  std::string_view name;
  Takes takes;
};

constexpr Test tests[] = {
    {"equal", Takes::one},         {"not_equal", Takes::one},    {"less", Takes::one},
    {"less_or_equal", Takes::one}, {"greater", Takes::one},      {"greater_or_equal", Takes::one},
    {"between", Takes::two},       {"in", Takes::many},          {"not_in", Takes::many},
    {"null", Takes::nothing},      {"not_null", Takes::nothing}, {"contains", Takes::one},
    {"not_contains", Takes::one},  {"starts_with", Takes::one},  {"ends_with", Takes::one},
    {"like", Takes::one},          {"not_like", Takes::one},     {"matches", Takes::one},
    {"not_matches", Takes::one},   {"includes", Takes::one},     {"included_in", Takes::one},
    {"overlaps", Takes::one},      {"has_key", Takes::one},
};

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

[[noreturn]] void fail_too_large(std::string detail) {
  throw core::Error(core::sqlstate::program_limit_exceeded, "the filter is too large").with_detail(std::move(detail));
}

class Reader {
public:
  void read(const JsonObject& filter, int level) {
    if (level > level_limit)
      fail_too_large("It may have " + std::to_string(level_limit) + " levels.");
    json_.begin_object();
    if (filter.has("all"))
      read_parts(filter, "all", level);
    else if (filter.has("any"))
      read_parts(filter, "any", level);
    else
      read_test(filter);
    json_.end_object();
  }

  std::string take() { return json_.take(); }

private:
  void read_parts(const JsonObject& filter, const char* name, int level) {
    filter.refuse_others({name});
    const auto parts = filter.optional_array(name);
    if (!parts)
      fail(std::string("field \"") + name + "\" must be an array");
    json_.key(name).begin_array();
    for (const JsonValue part : *parts)
      read(part.as_object(name), level + 1);
    json_.end_array();
  }

  void read_test(const JsonObject& filter) {
    if (++test_count_ > test_limit)
      fail_too_large("It may have " + std::to_string(test_limit) + " tests.");
    if (filter.has("sql")) {
      filter.refuse_others({"sql"});
      json_.key("sql").string(filter.string("sql", expression_limit_bytes));
    } else if (filter.has("search")) {
      read_search(filter);
    } else {
      read_column(filter);
    }
  }

  void read_search(const JsonObject& filter) {
    filter.refuse_others({"search", "columns"});
    json_.key("search").string(filter.string("search", value_limit_bytes));
    const auto columns = filter.optional_array("columns");
    if (!columns || columns->size() == 0 || columns->size() > searched_column_limit)
      fail("field \"columns\" must name 1 to 1600 columns to search");
    json_.key("columns").begin_array();
    for (const JsonValue column : *columns)
      json_.string(read_identifier(column.as_string("columns", identifier_limit_bytes), "columns"));
    json_.end_array();
  }

  void read_column(const JsonObject& filter) {
    filter.refuse_others({"column", "is", "value", "values"});
    json_.key("column").string(read_identifier(filter.string("column", identifier_limit_bytes), "column"));
    const Test test = test_named(filter.string("is", test_name_limit_bytes));
    json_.key("is").string(test.name).key("values").begin_array();
    read_values(filter, test);
    json_.end_array();
  }

  static Test test_named(std::string_view name) {
    for (const Test& test : tests)
      if (test.name == name)
        return test;
    fail("field \"is\" names no test");
  }

  void read_values(const JsonObject& filter, const Test& test) {
    if (filter.has(test.takes == Takes::one ? "values" : "value"))
      fail("test \"" + std::string(test.name) + "\" takes no field \"" +
           (test.takes == Takes::one ? "values" : "value") + "\"");
    if (test.takes == Takes::one) {
      const auto value = filter.find("value");
      if (!value)
        fail("test \"" + std::string(test.name) + "\" needs a value");
      add_value(*value);
      return;
    }
    const auto values = filter.optional_array("values");
    const std::size_t count = values ? values->size() : 0;
    const bool is_right = test.takes == Takes::nothing ? count == 0 : test.takes == Takes::two ? count == 2 : count > 0;
    if (!is_right)
      fail("test \"" + std::string(test.name) + "\" has " + std::to_string(count) + " values");
    if (values)
      for (const JsonValue value : *values)
        add_value(value);
  }

  void add_value(const JsonValue& value) {
    if (++value_count_ > value_limit)
      fail_too_large("It may have " + std::to_string(value_limit) + " values.");
    switch (value.kind()) {
    case core::JsonKind::string:
      json_.string(value.as_string("value", value_limit_bytes));
      break;
    case core::JsonKind::number:
    case core::JsonKind::boolean:
      json_.string(value.text());
      break;
    default:
      fail("a value of the filter must be a string, number or boolean");
    }
  }

  core::JsonWriter json_;
  int test_count_ = 0;
  int value_count_ = 0;
};

} // namespace

std::string read_filter(const JsonObject& filter) {
  Reader reader;
  reader.read(filter, 1);
  return reader.take();
}

} // namespace studio::wire
