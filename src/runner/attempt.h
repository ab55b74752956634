// Something that may fail and must leave nothing behind: run in a subtransaction that is rolled back either way. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// Runs work(argument) and gives the error that it raised, or null. What it allocated stays, what it locked is let go. A
// cancel, an operator's intervention and want of resources go on.
ErrorData* attempt(void (*work)(void* argument), void* argument);

} // namespace studio::runner
