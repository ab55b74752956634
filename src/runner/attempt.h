// Something that may fail and must leave nothing behind: run in a subtransaction. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// Runs work(argument), rolls it back either way, and gives the error that it raised, or null. What it allocated stays, what it locked is let go. A
// cancel, an operator's intervention and want of resources go on.
ErrorData* attempt(void (*work)(void* argument), void* argument);

// The same, but what work did is kept unless it failed, and it runs by the transaction's own snapshot.
ErrorData* attempt_and_keep(void (*work)(void* argument), void* argument);

// The same for all that a request does in a session whose transaction may be open: whatever it raises, a cancel too, is told and
// goes no further, and the transaction is as it was. False where it failed. Behind it no cancel strikes any more.
bool attempt_request(void (*work)(void* argument), void* argument);

} // namespace studio::runner
