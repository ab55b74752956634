// Where a part of a relation's rows lies: a condition on the first key of the order, found in PostgreSQL's own statistics, so
// that the middle of ten million rows is as near as their beginning. Is backend C; it asks no catalog, the statement does.
//
// The most common values and the histogram of pg_stats are laid side by side in the order of the key, each with its share of
// the rows; the place is where the shares before it come to what is asked for, between two bounds of the histogram in proportion
// where the type can be divided. Without statistics it is counted off, within the first 100,000 rows.
#pragma once

#include "rows/filter.h"
#include "rows/request.h"

namespace studio::rows {

// True where the order has a key to go by.
bool can_seek(const Order& order);

// Writes `alias.key >= (…)`, or <= where it descends.
void append_seek(StringInfo sql, const Request& request, const Order& order, const char* alias, Values* values);

} // namespace studio::rows
