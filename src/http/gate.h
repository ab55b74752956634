// The strict gate before every route: what libmicrohttpd lets pass and we do not.
//
// Plain C++: knows headers, not routes or tokens. libmicrohttpd answers requests with two Hosts, with Content-Length beside
// Transfer-Encoding, with control bytes; behind a proxy each of those lets one user's request be read as another's. Host
// and Origin are what keeps a web page from talking to a server on its visitor's own machine (DNS rebinding, cross-site
// sockets). The gateway calls it for every request before anything else looks at it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "http/headers.h"
#include "http/host_name.h"

#include "core/no_postgres.h"

namespace studio::http {

struct GateRules {
  std::vector<HostName> allowed_hosts;
  std::size_t method_bytes = 32;
  std::size_t target_bytes = 8 * 1024;
  std::size_t header_block_bytes = 16 * 1024;
  std::size_t header_count = 100;
};

struct GateInput {
  std::string_view method;
  std::string_view target;  // as sent
  std::string_view version; // "HTTP/1.1"
  const Headers& headers;   // as sent, in order, values not yet trimmed or joined
};

struct Refusal {
  int status;
  core::Error error;
  // What follows such a request on its connection cannot be trusted to be another one: close after the answer.
  bool must_close;
};

// nullopt when the request may go on.
std::optional<Refusal> find_refusal(const GateInput& request, const GateRules& rules);

} // namespace studio::http
