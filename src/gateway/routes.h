// The table: method, path, who may call it, handler. Read routes.cpp to know the API.
#pragma once

#include <span>
#include <string>

#include "gateway/call.h"
#include "http/router.h"

namespace studio::gateway {

// Default-deny: a route is `signed_in` unless the table says `open`. `always`: also while the
// extension is missing.
enum class RouteAccess { signed_in, open, always };

struct Route {
  const char* method;
  const char* pattern; // without the base
  RouteAccess access;
  Scope scope; // what a personal access token must allow; open routes do not ask
  Handler handler;
  const char* summary;   // one line, for openapi.json
  const char* operation; // of the service runner, where the handler is `relay`
  const char* query;     // the query parameters that it takes, with a space between each two
};

constexpr char api_base[] = "/api/v1";

std::span<const Route> route_table();
// The same, to be searched; the pointers lead into the table.
const http::Router<const Route*>& routes();

} // namespace studio::gateway
