#include "remote/table_json.h"

#include <cmath>
#include <cstdlib>
#include <cstring>

#include "remote/connection.h"
#include "remote/server_report.h"

namespace studio::remote {

namespace {

constexpr size_t text_limit_bytes = 64 * 1024;

void write_number(core::JsonWriter& json, const char* text) {
  char* end = nullptr;
  double number = std::strtod(text, &end);
  end != text&&* end == '\0' && std::isfinite(number) ? json.number(number) : json.null();
}

} // namespace

void write_cell(core::JsonWriter& json, const PGresult* answer, int row, int field, CellKind kind) {
  const char* value = PQgetvalue(answer, row, field);
  if (PQgetisnull(answer, row, field) != 0) {
    json.null();
  } else if (kind == CellKind::number) {
    write_number(json, value);
  } else if (kind == CellKind::boolean) {
    json.boolean(strcmp(value, "t") == 0);
  } else {
    json.string(bounded_text(value, text_limit_bytes));
  }
}

void write_table(core::JsonWriter& json, const PGresult* answer, const std::vector<TableColumn>& columns,
                 int row_limit) {
  need_table(answer, static_cast<int>(columns.size()));
  json.begin_array();
  for (int row = 0; row < PQntuples(answer) && row < row_limit; row++) {
    json.begin_object();
    for (size_t field = 0; field < columns.size(); field++) {
      json.key(columns[field].name);
      write_cell(json, answer, row, static_cast<int>(field), columns[field].kind);
    }
    json.end_object();
  }
  json.end_array();
}

} // namespace studio::remote
