// The SELECT of a page, with every value as a parameter and every name quoted.
#pragma once

#include "runner/parameters.h"
#include "runner/rows_order.h"

namespace studio::runner {

struct RowsStatement {
  const char* sql;
  Parameters parameters;
  int hidden_columns; // the keys, after the columns that are shown
  int64 offset;       // mode offset: how many rows stand before this page
};

// Raises 22023 where the cursor does not fit the relation's order (any more).
void rows_statement_build(RowsStatement* statement, const RowsRequest& request, const RowsOrder& order);

// The first element of a cursor: how the rest is to be read.
constexpr char cursor_of_keys[] = "keys";
constexpr char cursor_of_offset[] = "offset";

} // namespace studio::runner
