// What others may know of a named session between its requests: its savepoints, and when its own settings would end it.
//
// PostgreSQL keeps the names of savepoints to itself; here they are noted as the statements go by, by their level, which
// PostgreSQL does tell. Written into the slot before each `end`. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// A statement of a text has been completed.
void session_facts_note(const Node* statement);

// Writes what holds now into the slot.
void session_facts_publish();

} // namespace studio::runner
