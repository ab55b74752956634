// A text that is looked at and not run: what an editor asks while somebody types (doc/protocol.md, "Analyzing").
//
// PostgreSQL's own parser and analyzer say what each statement is, what is wrong with it and where, what its parameters and
// columns are; lint_query and lint_utility add what it would do to others. Nothing is executed; all locks are let go, and a session's
// open transaction is as it was before, also where the request is cancelled. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// Serves an `analyze` request: sends one `answer` frame.
void run_analyze();

} // namespace studio::runner
