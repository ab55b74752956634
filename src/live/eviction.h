// Asking the gateway to take its runners out of a database that a statement needs for itself. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::live {

// Asks, if the current user may do that to the database. Returns the database to be given to end_eviction when the
// statement is over, however it ends; InvalidOid where nobody was asked.
Oid begin_eviction(Node* statement);
// Waits at most two seconds until no runner is in the database. A cancel jumps out.
void wait_for_eviction(Oid database);
void end_eviction(Oid database);

} // namespace studio::live
