// Databases and roles that a statement drops: they belong to no database, so what hangs on them is told in numbers: sizes,
// connections, owned objects, privileges, memberships. Backend C.
#pragma once

#include "result/buffer.h"
#include "runner/effect_targets.h"

namespace studio::runner {

// Notes the target, then raises what DROP would refuse it with, as far as the catalogs know.
void find_dropped_database(Targets* targets, const DropdbStmt* statement);
void find_dropped_roles(Targets* targets, const DropRoleStmt* statement);

// Appends `,"databases":[…],"roles":[…]` (doc/protocol.md section 6).
void append_shared_objects(result::Buffer* buffer, const Targets& targets);

} // namespace studio::runner
