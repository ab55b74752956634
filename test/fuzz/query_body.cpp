// The bodies of query and rows/select: whatever comes, there is a sound request or a sound error.
#include <string>

#include "core/json_reader.h"
#include "require.h"
#include "wire/error_json.h"
#include "wire/http_status.h"
#include "wire/message_json.h"

namespace {

using namespace studio;

template <class Parse>
void try_parse(Parse parse) {
  try {
    parse();
  } catch (const core::Error& error) {
    fuzz::require_sound(error);
    fuzz::require(wire::http_status(error) == 400, "a bad body is the client's fault");
    core::JsonDocument::parse(wire::error_body(error, "id"), {.bytes = 1 << 20});
  }
}

void check_query(const wire::QueryRequest& request) {
  fuzz::require(core::is_utf8(request.sql) && request.sql.find('\0') == std::string::npos,
                "sql is text for PostgreSQL");
  for (const auto& parameter : request.parameters)
    fuzz::require(!parameter || (core::is_utf8(*parameter) && parameter->find('\0') == std::string::npos),
                  "parameters are text for PostgreSQL");
  fuzz::require(request.session.size() <= 64, "session of at most 64 characters");
  fuzz::require(request.row_limit.value_or(0) >= 0 && request.timeout_ms.value_or(0) >= 0, "no negative limit");
}

void check_rows_select(const wire::RowsSelectRequest& request) {
  fuzz::require(!request.schema.empty() && !request.relation.empty(), "a relation has a name");
  fuzz::require(request.limit >= 1 && request.limit <= 10000, "limit in its range");
  const std::string json = wire::rows_select_for_runner(request, "[\"a\"]");
  core::JsonDocument::parse(json, {.bytes = 1 << 20})
      .root_object()
      .refuse_others({"relation", "columns", "order", "after", "limit"});
}

void check_rows_change(const wire::RowsChangeRequest& request) {
  fuzz::require(!request.changes.empty(), "there is a change");
  const auto values = wire::rows_change_values(request);
  fuzz::require(values.size() <= 65535, "no more values than a request may have");
  for (const auto& value : values)
    fuzz::require(!value || (core::is_utf8(*value) && value->find('\0') == std::string::npos),
                  "values are text for PostgreSQL");
  core::JsonDocument::parse(wire::rows_change_for_runner(request), {.bytes = 1 << 20})
      .root_object()
      .refuse_others({"dry_run", "changes"});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::as_text(data, size);
  try_parse([&] { check_query(wire::parse_query(body)); });
  try_parse([&] { check_rows_select(wire::parse_rows_select(body)); });
  try_parse([&] { check_rows_change(wire::parse_rows_change(body)); });
  return 0;
}
