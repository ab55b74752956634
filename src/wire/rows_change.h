// Changes of rows: the body of POST /connections/{id}/rows/change and the socket message rows_change (doc/protocol.md 6).
//
// Plain C++. A change names its row by values of columns, and says what it believes of it (`expected`); the runner makes the
// statements. Its values travel to the runner as parameters, their columns as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.h"

#include "core/no_postgres.h"

namespace studio::wire {

enum class ChangeKind { insert, update, remove };

struct ColumnValue {
  std::string column;
  std::optional<std::string> value; // nullopt = NULL
};

struct RowChange {
  ChangeKind kind = ChangeKind::insert;
  std::string schema;
  std::string relation;
  std::vector<ColumnValue> key;      // update, delete: which row
  std::vector<ColumnValue> expected; // update, delete: what stands there, as far as it matters
  std::vector<ColumnValue> values;   // insert, update
  std::vector<std::string> defaults; // insert, update: columns that take their default
};

struct RowsChangeRequest {
  std::vector<RowChange> changes;
  std::optional<std::int64_t> timeout_ms; // 0 = none
  bool is_dry_run = false;
  std::string session; // empty = unnamed
  std::optional<std::int64_t> max_cell_bytes;
};

// Throws core::Error: as json_reader.h, 22023 for what is wrong with a change, 54000 for too many.
RowsChangeRequest parse_rows_change(std::string_view body);
// The same of an object that has other fields too (the socket's).
RowsChangeRequest read_rows_change(const core::JsonObject& object);

// What the runner is sent: the changes without their values, as JSON …
std::string rows_change_for_runner(const RowsChangeRequest& request);
// … and the values, change by change: key, expected, values.
std::vector<std::optional<std::string>> rows_change_values(const RowsChangeRequest& request);

} // namespace studio::wire
