// The total order of a relation's rows, from which a page can go on exactly where the last one ended.
//
// What is asked for comes first; then the columns of the primary key, or of a unique index without nulls, or the row's
// place (ctid). Where a relation has none of them (views, foreign tables, some partitioned ones) pages are counted off.
#pragma once

#include "runner/rows_request.h"

namespace studio::runner {

struct OrderKey {
  const char* name; // quoted
  Oid type;
  bool is_descending;
  bool is_nulls_first;
  bool is_nullable;
  Oid family; // of the type's btree operators; invalid where it has none
  Oid input_type;
};

enum class PageMode {
  keys,     // go on behind the last row's key
  physical, // the same with the row's place alone as key: read in the order in which the rows lie, without a sort
  offset,   // no key: go on behind as many rows as have been sent
};

struct RowsOrder {
  PageMode mode;
  int count;
  OrderKey* keys;
};

// Finds the order. `relation` as the role names it: raises what PostgreSQL raises for a name that is unknown or out of
// reach. Needs a transaction; takes the lock that the SELECT takes.
void rows_order_find(RowsOrder* order, const RowsRequest& request);

} // namespace studio::runner
