// `*` written out: a refactoring that an editor may offer, since a program should name what it reads. Backend C.
#pragma once

#include "runner/fix.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

// List of Fix, one for each * in a SELECT list or RETURNING list of the statement. `query` is what the analyzer made of it.
List* star_fixes(const Script& script, int statement, Query* query);

} // namespace studio::runner
