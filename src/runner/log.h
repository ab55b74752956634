// What the server log says of a user's statement: log_statement, log_duration, log_min_duration_statement, in the words that
// a client's statement gets. PostgreSQL does this in postgres.c, where we do not come by.
#pragma once

#include "runner/run.h"

namespace studio::runner {

// Where log_statement asks for it. With parameters, once they are read; without, once the text is parsed.
void log_before(Text* text);

// Keeps the parameters for log_after: they can be written as text only while the transaction is open.
void log_keep_parameters(Text* text);

// Where one of the duration settings asks for it.
void log_after(const Text* text);

} // namespace studio::runner
