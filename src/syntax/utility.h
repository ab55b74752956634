// What a statement that changes objects locks, by its parse tree alone. Backend C.
//
// The locks are those of PostgreSQL's documentation, chapter "Explicit Locking"; of ALTER TABLE the server itself is asked: this
// one, also where the text is meant for another server, which may be of another version.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::syntax {

// The lock on a table that a statement takes ("AccessExclusiveLock"), or null where it takes none that matters.
const char* lock_of(Node* statement);

// Tables, views, indexes, sequences.
bool is_of_relations(ObjectType type);

// An option that is on.
bool has_option(List* options, const char* name);

} // namespace studio::syntax
