// The table: method, path, who may call it, handler. Read routes.cpp to know the API.
#pragma once

#include <string>

#include "gateway/call.h"
#include "http/router.h"

namespace studio::gateway {

// Default-deny: a route is `signed_in` unless the table says `open`. `always`: also while the
// extension is missing.
enum class RouteAccess { signed_in, open, always };

struct Route {
  RouteAccess access = RouteAccess::signed_in;
  Handler handler = nullptr;
  const char* summary = ""; // one line, for openapi.json
};

constexpr char api_base[] = "/api/v1";

// All routes, patterns without the base.
const http::Router<Route>& routes();
// The OpenAPI 3.1 document, made from the table.
std::string openapi_document();

} // namespace studio::gateway
