// The plan of a statement while it runs: told once when the executor has started it, and then how many rows each of its nodes
// has given, as long as it runs.
//
// Only where the request asks, and only of its own top-level statements: what functions, cursors and utility statements run
// inside has plans of its own. Rows of parallel workers are counted when their workers have ended. Backend C; runs in the
// runner.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "executor/execdesc.h"
}

namespace studio::runner {

// From here on the plans of this statement (PlannedStmt) are watched, where the request asks for it.
void live_plan_expect(const List* plans);

// ExecutorStart, before and after (hooks.cpp): has rows counted; tells the plan and begins to look. The second may raise, as
// EXPLAIN may.
bool live_plan_is_expected(const QueryDesc* query);
void live_plan_prepare(QueryDesc* query);
void live_plan_started(QueryDesc* query);

// Tells the last counts, if a plan was told, and watches nothing any more. At the end of a statement, however it ends.
void live_plan_finish();

} // namespace studio::runner
