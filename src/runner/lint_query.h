// Risks of a query that PostgreSQL accepts: found in its analyzed tree, never in its text. Backend C.
#pragma once

#include "runner/diagnostics.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

// Looks at a query and all that it contains.
void lint_query(Diagnostics* diagnostics, Query* query);

// An UPDATE or DELETE of every row?
bool changes_every_row(const Query* query);

} // namespace studio::runner
