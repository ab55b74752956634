// A name becomes addresses, once, and those are judged: DNS cannot be asked again with another answer.
//
// Bridge room. Blocks while the resolver asks; environment.h bounds that to a few seconds.
#pragma once

#include <string>
#include <vector>

namespace studio::remote {

// The addresses of the host, at most eight, in the resolver's order. Throws 08001 where the name is not known, and where
// studio.remote_hosts does not allow every one of them 42501 with one constant text.
std::vector<std::string> resolve_allowed(const std::string& host);

} // namespace studio::remote
