// What a query may give that its author does not expect: other rows each time, fewer rows than its join says. Backend C.
#pragma once

#include "runner/diagnostics.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

// LIMIT without ORDER BY: which rows come is chance.
void check_limit(Diagnostics* diagnostics, const Query* query);

// An outer join whose added rows WHERE throws away.
void check_outer_joins(Diagnostics* diagnostics, const Query* query);

// A thing compared with itself.
void check_self_comparison(Diagnostics* diagnostics, const OpExpr* expression);

} // namespace studio::runner
