// EXPLAIN of one statement, as an answer: its plan, and of each table in it what the plan does not say.
//
// The statement is wrapped as the parser made it, so what a text means is decided by PostgreSQL alone. All happens in a
// subtransaction that is rolled back, also when it fails: ANALYZE runs a statement and leaves nothing behind, and an open
// transaction of a named session goes on as it was. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "executor/execdesc.h"
}

namespace studio::runner {

// Serves RequestKind::explain.
void run_explain();

// Hears of every plan that the executor starts (hooks.cpp), to know which tables the plan reads.
void explain_note_plan(const QueryDesc* query);

} // namespace studio::runner
