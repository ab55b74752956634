// Method and path to handler: the table is the gateway's, the matching is here.
//
// Plain C++, header only because the handler may be of any type. Patterns are `/connections/{id}/query`: a part in braces
// takes one whole segment. Literal parts win over parts in braces whatever the order of adding.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/route_pattern.h"

#include "core/no_postgres.h"

namespace studio::http {

enum class RouteOutcome { found, not_found, method_not_allowed };

template <class Handler>
class Router {
public:
  struct Match {
    RouteOutcome outcome = RouteOutcome::not_found;
    const Handler* handler = nullptr; // only when found; valid until the next add()
    RouteParameters parameters;       // only when found
    std::string allow;                // only when method_not_allowed: for the Allow header
  };

  // Throws std::invalid_argument for a pattern that cannot be read or is there already for that method.
  void add(std::string_view method, std::string_view pattern, Handler handler);

  // HEAD is answered by GET's handler.
  Match match(std::string_view method, PathSegments segments) const;

  std::size_t size() const { return routes_.size(); }
  // Visits (method, pattern text, handler) in the order of adding: for openapi.json and for the test that walks all routes.
  template <class Visitor>
  void for_each(Visitor visit) const {
    for (const Route& route : routes_)
      visit(route.method, route.pattern.text(), route.handler);
  }

private:
  struct Route {
    std::string method;
    RoutePattern pattern;
    Handler handler;
  };

  std::vector<Route> routes_;
};

template <class Handler>
void Router<Handler>::add(std::string_view method, std::string_view pattern, Handler handler) {
  RoutePattern parsed(pattern);
  for (const Route& route : routes_)
    parsed.refuse_clash(method, route.method, route.pattern);
  routes_.push_back(Route{std::string(method), std::move(parsed), std::move(handler)});
}

template <class Handler>
auto Router<Handler>::match(std::string_view method, PathSegments segments) const -> Match {
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
  const Route* best = nullptr;
  AllowList allowed;
  for (const Route& route : routes_) {
    if (!route.pattern.matches(segments))
      continue;
    allowed.add(route.method);
    if (route.method == wanted && (best == nullptr || route.pattern.is_more_literal_than(best->pattern)))
      best = &route;
  }
  if (best != nullptr)
    return Match{RouteOutcome::found, &best->handler, best->pattern.parameters(segments), {}};
  if (allowed.is_empty())
    return Match{};
  return Match{RouteOutcome::method_not_allowed, nullptr, {}, allowed.text()};
}

} // namespace studio::http
