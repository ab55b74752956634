// Risks of ALTER TABLE: what it writes, scans or drops while others wait. Backend C.
#pragma once

#include "runner/diagnostics.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

void lint_alter(Diagnostics* diagnostics, const AlterTableStmt* statement);

} // namespace studio::runner
