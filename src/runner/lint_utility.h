// Risks of a statement that changes objects: what it locks, rewrites, scans or drops. Backend C.
#pragma once

#include "runner/diagnostics.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

void lint_utility(Diagnostics* diagnostics, Node* statement);

// Does it delete what cannot be got back: a DROP, a TRUNCATE?
bool drops_data(Node* statement);

} // namespace studio::runner
