// One API request on its way to its handler.
#pragma once

#include <string>
#include <string_view>

#include "core/json_reader.h"
#include "core/uuid.h"
#include "http/exchange.h"
#include "http/route_pattern.h"

#include "gateway/access.h"

namespace studio::gateway {

class Gateway;
struct Route;

struct Call {
  http::ExchangePtr exchange;
  http::RouteParameters parameters;
  const Route* route = nullptr;
  Identity identity; // nil account on open routes

  const http::Request& request() const { return exchange->request(); }
  // The part of the path in braces as a UUID. Throws ST006 where it is none: there is no such object then.
  core::Uuid uuid(std::string_view name) const;
  const core::Uuid& request_uuid() const { return request().id; }
  // The body as a JSON object; an empty body is {}. Borrows the request. Throws as json_reader.h, 415 for another type.
  core::JsonDocument body() const;
  // Throws where the body says to be something else, for those who read it themselves.
  void need_json() const;

  void fail(const core::Error& error) const;
  void answer(int status, std::string json) const;
  void answer_empty(int status) const;
};

using Handler = void (*)(Gateway& gateway, const Call& call);

} // namespace studio::gateway
