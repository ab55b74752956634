// Which of a statement's tables each column of its result comes from. PostgreSQL tells the table and not which mention of it: in
// "film a JOIN film b" the key of one and the title of the other look like columns of one row. Backend C.
#pragma once

#include "result/columns_json.h"

namespace studio::runner {

// Equal numbers are of the same mention, and so of the same row; 0 where that is not known. Of the queries that a statement was rewritten into; without any where they are none that PostgreSQL plans. In the current
// context.
result::Sources column_sources(List* queries);

} // namespace studio::runner
