// Hosts as Host and Origin name them, and the list of those that are ours.
//
// Plain C++: no name is resolved. What is compared is text in one spelling: lower case, an IPv6 address in its brackets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/no_postgres.h"

namespace studio::http {

// Ports 80 and 443 count as no port, since Host does not tell the scheme.
struct HostName {
  std::string name;
  int port = 0; // 0 = none, or the scheme's own

  bool operator==(const HostName&) const = default;
};

// "localhost:8432", "[::1]:8432", "studio.example.com"; nullopt when it is no host and port.
std::optional<HostName> parse_host(std::string_view text);

// "http://localhost:8432", or https; nullopt for anything else, "null" and a path included.
std::optional<HostName> parse_origin(std::string_view text);

// A comma-separated list, as in studio.allowed_hosts; empty gives an empty list. Throws Error 22023 that names the bad entry.
std::vector<HostName> parse_host_list(std::string_view text);

} // namespace studio::http
