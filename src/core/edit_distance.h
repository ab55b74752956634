// How far apart two names are: letters inserted, left out, replaced, or neighbors that changed places. Plain C++.
#pragma once

#include <string_view>

#include "core/no_postgres.h"

namespace studio::core {

// Names are at most this long; a longer one is compared by its beginning.
constexpr int compared_name_bytes = 64;

// The distance of two names without regard to the case of ASCII letters, counted in characters of UTF-8; a number above `limit` where it is
// larger than that. Allocates nothing.
int edit_distance(std::string_view left, std::string_view right, int limit);

} // namespace studio::core
