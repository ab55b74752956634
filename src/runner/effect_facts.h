// What else happens when the targets of a destructive statement lose their rows: foreign keys that cascade, triggers that fire,
// partitions; and who holds locks that it would wait for. Plain questions to the catalogs. Backend C.
#pragma once

#include "result/buffer.h"
#include "runner/effect_targets.h"

namespace studio::runner {

// Appends `"targets":[…],"cascades":[…],"triggers":[…],"lock_holders":[…]` and what effect_shared.h adds (doc/protocol.md section 6).
void append_effect_facts(result::Buffer* buffer, const Targets& targets);

} // namespace studio::runner
