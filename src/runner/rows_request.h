// The body of rows/select, taken apart. Backend C; PostgreSQL's own jsonb does the reading.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

struct OrderColumn {
  const char* name;
  bool is_descending;
  bool is_nulls_first;
};

struct RowsRequest {
  const char* schema;
  const char* relation;
  int column_count; // 0 = all
  const char** columns;
  int order_count;
  OrderColumn* order;
  int after_count;    // 0 = from the beginning
  const char** after; // null = NULL
  int64 limit;
};

// Reads the body (in the database's encoding) into the current context. Raises 22023 or 22P02.
void rows_request_parse(RowsRequest* request, const char* body);

} // namespace studio::runner
