// The total order of a relation's rows, from which a page can go on exactly where the last one ended. Is backend C.
//
// What is asked for comes first; then the columns of the primary key, or of a unique index without nulls, or the row's
// place (ctid). Where a relation has none of them (views, foreign tables, some partitioned ones) pages are counted off.
// A local runner finds it in its catalog caches (runner/rows_order.cpp), a remote one by a question (remote/rows_order.cpp).
#pragma once

#include "pg/backend.h"

namespace studio::rows {

constexpr int comparison_count = 5; // less, less or equal, equal, greater or equal, greater: btree's strategies, from 1

struct OrderKey {
  const char* name;   // quoted
  const char* column; // as it is; null for ctid
  bool is_descending;
  bool is_nulls_first;
  bool is_nullable;
  // What a cursor is compared by. Both with their schema: no search_path is asked.
  const char* type;                        // as a cast takes it
  const char* operators[comparison_count]; // OPERATOR(schema.name); null where the type has none
};

enum class PageMode {
  keys,     // go on behind the last row's key
  physical, // the same with the row's place alone as key: read in the order in which the rows lie, without a sort
  offset,   // no key: go on behind as many rows as have been sent
};

struct Order {
  PageMode mode;
  int count;
  OrderKey* keys;
};

} // namespace studio::rows
