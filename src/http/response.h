// A response as a plain value. What every answer carries (doc/protocol.md section 9) is added by the server, not here.
#pragma once

#include <string>

#include "http/headers.h"

#include "core/no_postgres.h"

namespace studio::http {

struct Response {
  int status = 200;
  Headers headers;
  // JSON for programs, which no browser makes a page of: it carries those of the standing headers that matter to data.
  bool is_data = false;
  std::string body;
};

} // namespace studio::http
