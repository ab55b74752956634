// A response as a plain value. What every answer carries (doc/protocol.md section 9) is added by the server, not here.
#pragma once

#include <string>

#include "http/headers.h"

#include "core/no_postgres.h"

namespace studio::http {

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
};

} // namespace studio::http
