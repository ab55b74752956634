// How one value of a remote server, which comes as text, becomes JSON: as result/value_json.cpp writes a local one.
//
// Plain C++: what the server claims a number to be is a JSON number only if it reads as one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::remote {

// Appends a value that is not null. A text beyond the limit becomes {"truncated":true,"bytes":n,"head":"…"}.
void append_value(std::string& out, std::uint32_t type_oid, std::string_view text, std::size_t limit_bytes);

} // namespace studio::remote
