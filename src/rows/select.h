// The SELECT of a page, with every value as a parameter and every name quoted. Is backend C; it asks no catalog: what must be
// known of the relation stands in the order.
#pragma once

#include "rows/order.h"
#include "rows/request.h"

namespace studio::rows {

struct Select {
  const char* sql;
  int value_count;
  const char** values; // of $1 …: texts, null = NULL
  int hidden_columns;  // the keys, after the columns that are shown
  int64 offset;        // mode offset: how many rows stand before this page
};

// Raises 22023 where the cursor does not fit the relation's order (any more).
void make_select(Select* select, const Request& request, const Order& order);

// The first element of a cursor: how the rest is to be read.
constexpr char cursor_of_keys[] = "keys";
constexpr char cursor_of_offset[] = "offset";

} // namespace studio::rows
