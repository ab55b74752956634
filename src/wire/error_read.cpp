#include "wire/error_read.h"

#include <cstdlib>

#include "core/json_reader.h"
#include "core/sqlstate.h"

namespace studio::wire {

namespace {

constexpr size_t sqlstate_bytes = 5;
constexpr size_t severity_limit_bytes = 16;

std::string text(const core::JsonObject& object, std::string_view name) {
  auto value = object.find(name);
  if (!value || value->kind() != core::JsonKind::string) {
    return "";
  }
  return std::string(value->text());
}

int number(const core::JsonObject& object, std::string_view name) {
  auto value = object.find(name);
  return value && value->kind() == core::JsonKind::number ? std::atoi(std::string(value->text()).c_str()) : 0;
}

} // namespace

core::Error read_error(std::string_view json) {
  try {
    core::JsonLimits limits{json.size() + 1};
    core::JsonDocument document = core::JsonDocument::parse(json, limits);
    core::JsonObject object = document.root_object();
    core::Error error(object.string("code", sqlstate_bytes), text(object, "message"));
    error.severity = object.string("severity", severity_limit_bytes);
    error.detail = text(object, "detail");
    error.hint = text(object, "hint");
    error.where = text(object, "where");
    error.schema = text(object, "schema");
    error.table = text(object, "table");
    error.column = text(object, "column");
    error.datatype = text(object, "datatype");
    error.constraint = text(object, "constraint");
    error.internal_query = text(object, "internal_query");
    error.position = number(object, "position");
    error.internal_position = number(object, "internal_position");
    return error;
  } catch (const core::Error&) {
    return core::Error(core::sqlstate::internal_error, "internal error");
  }
}

} // namespace studio::wire
