// What a text would destroy, told before it is run (doc/protocol.md section 6, "effect").
//
// Nothing is executed unless a dry run is asked for. Each destructive statement is looked at in a subtransaction that is rolled
// back, so no lock outlives it. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// Serves an `effect` request: sends one `answer` frame.
void run_effect();

} // namespace studio::runner
