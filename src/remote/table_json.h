// The rows of an answer to a question of ours as JSON objects, each value as what it is meant to be, whatever the server sent.
// Bridge room.
#pragma once

#include <libpq-fe.h>

#include <vector>

#include "core/json_writer.h"

namespace studio::remote {

enum class CellKind { text, number, boolean };

struct TableColumn {
  const char* name;
  CellKind kind = CellKind::text;
};

// The value alone: null where it is NULL, or no number where one is meant. A text is cut at 64 KiB.
void write_cell(core::JsonWriter& json, const PGresult* answer, int row, int field, CellKind kind);

// [{"name":value,…},…] of at most `row_limit` rows. Throws what the server has said, or 08P01 where it is no such table.
void write_table(core::JsonWriter& json, const PGresult* answer, const std::vector<TableColumn>& columns,
                 int row_limit);

} // namespace studio::remote
