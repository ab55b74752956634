// The two epochs of shared memory, moved when a transaction that changed something commits. Backend C.
#pragma once

namespace studio::live {

// At commit of this transaction the access epoch moves and the gateway wakes: who may do what has changed.
void note_access_change();

// At commit of this transaction the catalog epoch moves: there was DDL.
void note_catalog_change();

} // namespace studio::live
