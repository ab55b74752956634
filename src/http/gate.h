// The strict gate before every route: what libmicrohttpd lets pass and we do not.
//
// Plain C++: knows headers, not routes or tokens. libmicrohttpd answers requests with two Hosts, with Content-Length beside
// Transfer-Encoding, with control bytes; behind a proxy each of those lets one user's request be read as another's. Host
// and Origin are what keeps a web page from talking to a server on its visitor's own machine (DNS rebinding, cross-site
// sockets). Called by the gateway for every request before anything else looks at it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "http/headers.h"

#include "core/no_postgres.h"

namespace studio::http {

// A host and port that we answer to, as Host and Origin are compared with it. Ports 80 and 443 count as no port, since Host
// does not tell the scheme.
struct HostName {
  std::string name; // lower case; an IPv6 address in its brackets
  int port = 0;     // 0 = none or the scheme's own

  bool operator==(const HostName&) const = default;
};

// "localhost:8432", "[::1]:8432", "studio.example.com"; nullopt when it is no host and port.
std::optional<HostName> parse_host(std::string_view text);
// "http://localhost:8432" or https; nullopt for anything else, "null" included.
std::optional<HostName> parse_origin(std::string_view text);
// A comma-separated list of hosts, as in studio.allowed_hosts. Throws Error 22023 that names the bad entry.
std::vector<HostName> parse_host_list(std::string_view text);

struct GateRules {
  std::vector<HostName> allowed_hosts;
  std::size_t target_bytes = 8 * 1024;
  std::size_t header_block_bytes = 16 * 1024;
  std::size_t header_count = 100;
};

struct Refusal {
  int status;
  core::Error error;
  // The bytes after such a request cannot be trusted to begin a new one.
  bool must_close;
};

struct GateInput {
  std::string_view method;
  std::string_view target;  // as sent
  std::string_view version; // "HTTP/1.1"
  const Headers& headers;   // as sent, in order
};

// nullopt when the request may go on.
std::optional<Refusal> find_refusal(const GateInput& request, const GateRules& rules);

} // namespace studio::http
