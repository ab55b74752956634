// Which rows of a relation a request wants (doc/protocol.md 6, Filter): checked here, applied by the runner (rows/filter.h).
#pragma once

#include <string>

#include "core/json_reader.h"

#include "core/no_postgres.h"

namespace studio::wire {

// The filter as the runner reads it: the same shape, every value as a text in `values`. Throws 22023 for what is wrong with it,
// 54000 for more than 200 tests, 8 levels, or 10,000 values.
std::string read_filter(const core::JsonObject& filter);

} // namespace studio::wire
