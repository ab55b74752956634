// What tells the rows of a relation apart: a key's index, or the place where they lie. Backend C; needs a transaction.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "utils/rel.h"
}

namespace studio::runner {

// The primary key, else the first other index that will do: unique at once, on all rows, by plain columns that are never null.
// Invalid where there is none.
Oid find_key_index(Relation relation);

// A key of a parent says nothing about its children's rows; a partitioned table's key holds for its partitions.
bool has_children(Relation relation);

// Whether `ctid` names a row: in a table whose rows lie in it alone.
bool has_place(Relation relation);

} // namespace studio::runner
