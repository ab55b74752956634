// The body of rows/select, taken apart. Is backend C, and asks no catalog: a remote runner, which is in no database, reads it too.
// PostgreSQL's own jsonb does the reading.
#pragma once

#include "rows/filter.h"

namespace studio::rows {

struct OrderColumn {
  const char* name;
  bool is_descending;
  bool is_nulls_first;
};

struct Request {
  const char* schema;
  const char* relation;
  int column_count; // 0 = all
  const char** columns;
  int order_count;
  OrderColumn* order;
  int after_count;    // 0 = from the beginning
  const char** after; // null = NULL
  bool is_backward;   // what stands before that, the nearest first
  int at;             // from this part of the rows on, in millionths; −1 = not asked
  Filter* filter;     // null = every row
  FilterColumns filter_columns;
  bool is_count; // how many rows there are, up to the limit, instead of the rows
  int64 limit;
  const char* as_role; // whose view of the rows is wanted; null = the session's own
};

// Reads the body (in the server's encoding) into the current context. Raises 22023 or 22P02.
void read_request(Request* request, const char* body);

} // namespace studio::rows
