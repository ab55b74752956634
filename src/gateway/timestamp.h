// Times as the wire says them: RFC 3339 in UTC, with milliseconds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace studio::gateway {

// The wall clock's time `ago_ms` before now.
std::string timestamp_ms_ago(int64_t ago_ms);
// Of such a text that we wrote ourselves; 0 where it is none.
int64_t unix_seconds(std::string_view text);

} // namespace studio::gateway
