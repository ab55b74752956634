// How a page's rows lie in the order: in one part, or in several of which each can be read by an index from its own beginning,
// the next one only where the last one did not fill the page. Is backend C; it asks no catalog.
//
// An index that ascends has its nulls last, and "c > 5 OR c IS NULL" is no range of it: its values and its nulls are two parts,
// whatever the order puts first; and among the nulls, which may be half of all rows, the other keys may have an index.
// A relation without a key is read backwards block by block, in steps that widen: its rows have no index at all, and what stands
// before a place is sorted by nothing but all of it.
#pragma once

#include "rows/order.h"
#include "rows/request.h"

namespace studio::rows {

// Where in its part the page begins.
enum class Place {
  anywhere, // with the first row
  behind,   // the cursor
  sought,   // at a part of all rows (rows/seek.h)
};

struct Part {
  Order order; // of this part's rows: the relation's, without what all of them share
  int skipped_keys;
  Place place;
  const char* test; // what its rows have in common, behind the alias and a dot; null = nothing
  bool is_bounded;  // by its first block
  uint32 first_block;
  uint32 end_block; // 0 = none
};

constexpr int most_parts = 4;

struct Parts {
  int count;
  Part items[most_parts];
};

// `cursor`: the values of the order's keys in the row that the page comes behind, null = NULL; itself null where there is none.
Parts find_parts(const Request& request, const Order& order, const char** cursor);

} // namespace studio::rows
