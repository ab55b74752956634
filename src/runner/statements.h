// A request's text, statement by statement: what exec_simple_query is for a client, with its logging and statistics.
#pragma once

#include "runner/run.h"

namespace studio::runner {

// Runs the text of a `query` request: parses it, takes its parameters, runs each statement.
void run_query();

// The text and parameters of the current request, `first` of which are not the text's; names of parameters are $1… from here
// on. In the message context.
void read_text(Text* text, Parameters* parameters, int first = 0);

// Runs a text that was made here (rows_select): one statement. `text` has everything but `statements`.
void run_text(Text* text);

// True if `bytes` of UTF-8 hold no NUL; else raises 22021. Gives them in the database's encoding.
const char* server_text(const char* utf8, size_t bytes);

} // namespace studio::runner
