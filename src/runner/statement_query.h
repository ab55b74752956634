// One statement of a text analyzed, with the values of the parameters that it names; nothing is run. Backend C.
#pragma once

#include "runner/run.h"

namespace studio::runner {

struct StatementQuery {
  Query* query;
  ParamListInfo values; // null where it names none
};

// Raises what the analyzer raises. Needs a snapshot.
StatementQuery statement_query(const Text& text, const RawStmt* statement);

// The statement alone, without what stands around it.
char* statement_text(const Text& text, const RawStmt* statement);

} // namespace studio::runner
