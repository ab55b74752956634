// A name becomes addresses, once, and those are judged: DNS cannot be asked again with another answer.
//
// Bridge room. The resolver asks in a thread of the C library's own, which takes no signals; we wait for it as long as a connection
// may take, and leave at a cancel.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace studio::remote {

// The addresses of the host, at most eight, in the resolver's order. Throws 08001 where the name is not known, and where
// studio.remote_hosts does not allow every one of them 42501 with one constant text. At the deadline (monotonic clock) 08001, at a
// cancel 57014: the process is to end then, since the resolver may still be asking.
std::vector<std::string> resolve_allowed(const std::string& host, std::int64_t deadline_ms);

} // namespace studio::remote
