// The description of a result's columns as JSON.
#pragma once

#include "result/buffer.h"

extern "C" {
#include "access/tupdesc.h"
#include "nodes/pg_list.h"
}

namespace studio::result {

// Which of the statement's tables a column is of, where somebody knows: numbers from 1, 0 = none.
struct Sources {
  int count;
  const int* numbers; // null: `source` is not told
};

// Appends [{"name","type","type_oid","typmod","table_oid","column_number","source"},…] of the first `count` columns.
// `targets` is the portal's target list (it knows which table a column comes from), or NIL. Reads the catalog.
void append_columns(Buffer* buffer, TupleDesc columns, int count, List* targets, const Sources& sources);

// Appends ["name",…] of the first `count` columns.
void append_column_names(Buffer* buffer, TupleDesc columns, int count);

} // namespace studio::result
