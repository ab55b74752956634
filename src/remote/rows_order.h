// The total order of a relation's rows, as the remote server's own catalog gives it.
//
// Bridge room. What runner/rows_order.cpp finds in caches is asked here in one question.
#pragma once

#include <string>
#include <vector>

#include "remote/connection.h"
#include "remote/type_names.h"
#include "rows/order.h"
#include "rows/request.h"

namespace studio::remote {

struct RowsOrder {
  ResultPtr answer; // what the keys point into
  std::vector<rows::OrderKey> keys;
  rows::PageMode mode = rows::PageMode::offset;
  bool is_there = false; // the relation, for this role to see

  rows::Order order() { return {mode, static_cast<int>(keys.size()), keys.data()}; }
};

// Asks for it, and for the names of the types of its columns. Throws 42703 for a column that is not there, and whatever the server says. A relation that is not there, or out of
// reach, has no keys: the SELECT is told why.
RowsOrder ask_rows_order(Connection& connection, const rows::Request& request, TypeNames& types);

} // namespace studio::remote
