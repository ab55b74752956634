// The epochs of shared memory, moved when a transaction that changed something commits. Backend C.
#pragma once

#include "channel/schema_generation.h"

namespace studio::live {

// At commit of this transaction the access epoch moves and the gateway wakes: who may do what has changed.
void note_access_change();

// At commit of this transaction the schema generation of this database, or of all, moves, and the gateway wakes: there was DDL.
void note_schema_change(channel::SchemaScope scope);

} // namespace studio::live
