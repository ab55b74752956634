// Has the session been changed, and back to a clean one: between unnamed requests nobody finds what another left behind.
//
// What cannot change a session is told from what might, so that a plain SELECT pays nothing. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/pg_list.h"
}

namespace studio::runner {

// Called before a top-level statement is run, before each utility statement, and for each function that is made ready.
void note_plan(List* plans);
void note_utility(Node* statement);
void note_function(Oid function);
// Of what passes these: the session may have changed.
void note_change();

// True if anything since the last reset may have changed the session.
bool session_changed();

// True if something was done that no reset undoes: the process must end with the session.
bool session_is_spent();

// DISCARD ALL and what it leaves out, outside a transaction. Neither logged nor counted as a statement of the user. Raises.
void reset_session();

} // namespace studio::runner
