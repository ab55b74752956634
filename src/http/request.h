// A request as a plain value: everything that a handler may want to know, and no library type.
//
// Plain C++. http/server.cpp fills it after gate and target have passed; the gateway's handlers read it.
#pragma once

#include <string>

#include "core/uuid.h"
#include "http/headers.h"
#include "http/target.h"

#include "core/no_postgres.h"

namespace studio::http {

struct Request {
  std::string method;  // as sent: methods are case-sensitive
  std::string target;  // as sent, never decoded
  std::string version; // "HTTP/1.1"
  Target decoded;      // path, segments and query
  Headers headers;
  std::string body;
  std::string peer_address;   // of the socket, numeric
  std::string client_address; // the same, or what a trusted proxy says (http/address.h)
  core::Uuid id;
  std::string request_id; // its text; goes into X-Request-Id and into every error
};

} // namespace studio::http
