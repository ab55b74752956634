// What a plan does not say of its tables: how many rows PostgreSQL believes they have, and how old that belief is. Backend C.
#pragma once

#include "result/buffer.h"

extern "C" {
#include "nodes/plannodes.h"
}

namespace studio::runner {

// Adds the OIDs of the relations that a plan names, each once, 100 at most.
List* tables_of_plan(List* tables, const PlannedStmt* plan);

// Appends [{"oid","schema","name","kind","estimated_rows","pages","analyzed_at","changes_since_analyze"},…]; what is no
// table with rows of its own is left out. `estimated_rows` is −1 and `analyzed_at` null where it was never analyzed.
void append_tables(result::Buffer* buffer, List* tables);

} // namespace studio::runner
