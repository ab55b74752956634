// How large a part of a file may be that is imported; doc/protocol.md section 6. The gateway refuses a larger one, and a record
// that does not end within it is none.
#pragma once

#include <cstddef>

namespace studio::core {

constexpr std::size_t part_limit_bytes = 8 << 20;

} // namespace studio::core
