// Risks of a statement that changes objects: what it locks, rewrites, scans or drops. Backend C.
//
// The locks are those of PostgreSQL's documentation, chapter "Explicit Locking"; of ALTER TABLE the server itself is asked.
#pragma once

#include "runner/diagnostics.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

void lint_utility(Diagnostics* diagnostics, Node* statement);

// The lock on a table that a statement takes ("AccessExclusiveLock"), or null where it takes none that matters.
const char* lock_of(Node* statement);

// Does it delete what cannot be got back: a DROP, a TRUNCATE?
bool drops_data(Node* statement);

} // namespace studio::runner
