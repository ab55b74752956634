#include "result/row_json.h"

namespace studio::result {

void append_row(Buffer* buffer, RowWriter* writer, TupleTableSlot* slot) {
  size_t start = buffer->used;
  append_char(buffer, '[');
  for (int i = 0; i < writer->column_count; i++) {
    if (i > 0) {
      append_char(buffer, ',');
    }
    if (slot->tts_isnull[i]) {
      append(buffer, "null");
      continue;
    }
    bool is_large = buffer->used - start > writer->max_row_bytes;
    size_t limit = is_large ? Min(late_cell_bytes, writer->max_cell_bytes) : writer->max_cell_bytes;
    append_value(buffer, &writer->columns[i], slot->tts_values[i], limit);
  }
  append_char(buffer, ']');
}

} // namespace studio::result
