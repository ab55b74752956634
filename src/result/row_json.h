// HOW A RESULT ROW BECOMES JSON: an array in column order, null or a value each. Backend C, called row by row.
#pragma once

#include "result/buffer.h"
#include "result/value_json.h"

extern "C" {
#include "executor/tuptable.h"
}

namespace studio::result {

struct RowWriter {
  ValueWriter* columns;
  int column_count; // those that are shown; a result may hold hidden ones after them
  size_t max_cell_bytes;
  size_t max_row_bytes; // once a row is larger, its further values are cut to late_cell_bytes
};

constexpr size_t late_cell_bytes = 256;

// Appends one row. All attributes of the slot must have been read (slot_getallattrs).
void append_row(Buffer* buffer, RowWriter* writer, TupleTableSlot* slot);

} // namespace studio::result
