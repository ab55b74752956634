// The description of a result's columns as JSON.
#pragma once

#include "result/buffer.h"

extern "C" {
#include "access/tupdesc.h"
#include "nodes/pg_list.h"
}

namespace studio::result {

// Appends [{"name","type","type_oid","typmod","table_oid","column_number"},…] of the first `count` columns. `targets` is
// the portal's target list (it knows which table a column comes from), or NIL. Reads the catalog.
void append_columns(Buffer* buffer, TupleDesc columns, int count, List* targets);

// Appends ["name",…] of the first `count` columns.
void append_column_names(Buffer* buffer, TupleDesc columns, int count);

} // namespace studio::result
