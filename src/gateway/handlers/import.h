// The route of imports.
#pragma once

#include "gateway/call.h"

namespace studio::gateway::handlers {

// POST /connections/{id}/import
void import_part(Gateway& gateway, const Call& call);

} // namespace studio::gateway::handlers
