// Times as the wire says them: RFC 3339 in UTC, with milliseconds.
#pragma once

#include <cstdint>
#include <string>

namespace studio::gateway {

// The wall clock's time `ago_ms` before now.
std::string timestamp_ms_ago(int64_t ago_ms);

} // namespace studio::gateway
