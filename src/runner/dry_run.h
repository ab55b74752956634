// The exact effect of a text: it is run, in a transaction that is always rolled back. Backend C.
#pragma once

#include "result/buffer.h"
#include "runner/run.h"

namespace studio::runner {

// What may not be run so is refused: 25006 in a read-only session, 0A000 for statements that begin or end transactions, and
// 25001 by PostgreSQL for those that a transaction block cannot hold.
void dry_run_check(const Text& text);

// Runs the statements within the transaction at hand, with a lock timeout of one second, and appends
// {"statements":[{"statement","tag","row_count"}],"tables":[{"schema","name","inserted","updated","deleted"}],"duration_ms"}.
// An error is raised. The caller abandons the transaction.
void append_dry_run(result::Buffer* buffer, Text* text);

} // namespace studio::runner
