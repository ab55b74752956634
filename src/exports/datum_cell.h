// From a value of the executor to the cell of a file: the text of its output function in UTF-8. Backend C, called row by row.
#pragma once

#include "exports/cell.h"

extern "C" {
#include "access/tupdesc.h"
#include "executor/tuptable.h"
}

namespace studio::exports {

struct CellReader {
  ColumnKind kind;
  Oid type;         // the base type's
  bool is_as_json;  // by to_json
  FmgrInfo convert; // the output function, or to_json
};

// How the columns of a result are read: their readers and descriptions, in the current memory context. `wants_json` as in
// format.h. Reads the catalog.
struct RowReader {
  CellReader* readers;
  Column* columns;
  Cell* cells;           // of the present row
  char (*figures)[32];   // where short texts are made, one for each column
  MemoryContext context; // of the present row
  int count;
};
void row_reader_init(RowReader* reader, TupleDesc columns, bool wants_json);

// Reads the slot's row into reader->cells, which are good until the next call.
void row_reader_read(RowReader* reader, TupleTableSlot* slot);

} // namespace studio::exports
