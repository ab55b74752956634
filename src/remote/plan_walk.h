// The nodes of a plan as EXPLAIN (FORMAT json) gives it, whatever server that is. Bridge room.
#pragma once

#include <functional>
#include <string_view>

#include "core/json_reader.h"

namespace studio::remote {

// Calls `visit` for each object that is a node, or holds the topmost one, until it says false. Throws what core/json_reader.h does for
// a plan that cannot be taken apart: a key twice, too deep, too long.
void walk_plan(std::string_view plan, const std::function<bool(const core::JsonObject& node)>& visit);

} // namespace studio::remote
