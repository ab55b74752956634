// A read-only session: what may run, whatever the role's rights are. The rules stand in doc/protocol.md.
//
// PostgreSQL's own read-only transactions do most of it, but a session may leave them, and some things pass them.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/nodes.h"
}

namespace studio::runner {

// Makes the transaction read-only, before each top-level statement: whatever the last one has set.
void read_only_begin_statement();

// Raises 25006 for a utility statement that is not on the list.
void read_only_check_utility(Node* statement);

// Raises 25006 for a built-in function that writes beyond the reach of a read-only transaction, or reads the server's files.
void read_only_check_function(Oid function);

} // namespace studio::runner
