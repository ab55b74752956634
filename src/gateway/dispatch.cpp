// One request from the gate to its handler: the page or the API, who asks, which route.
#include "core/sqlstate.h"
#include "gateway/gateway.h"
#include "gateway/replies.h"
#include "gateway/words.h"
#include "http/authorization.h"
#include "pg/settings.h"
#include "pg/worker.h"

namespace studio::gateway {

namespace {

bool is_api(const http::Target& target) { return !target.segments.empty() && target.segments[0] == "api"; }

http::PathSegments api_segments(const http::Target& target) {
  bool is_v1 = target.segments.size() > 2 && target.segments[1] == "v1";
  return is_v1 ? http::PathSegments(target.segments).subspan(2) : http::PathSegments();
}

core::Error no_route(const http::Request& request) {
  core::Error error(core::sqlstate::not_found, "no route \"" + request.method + " " + request.decoded.path + "\"");
  error.with_hint("GET /api/v1/openapi.json lists the routes.");
  return error;
}

// Runs the handler, which finds no parameter in the query that its route does not name; what it throws is the answer. One of
// the two catch blocks of the product code.
void run_handler(Gateway& gateway, const Call& call) {
  try {
    call.request().decoded.query.refuse_others(words(call.route->query));
    call.route->handler(gateway, call);
  } catch (const core::Error& error) {
    call.fail(error);
  } catch (const std::bad_alloc&) {
    call.fail(core::Error(core::sqlstate::out_of_memory, "out of memory"));
  } catch (const std::exception& error) {
    pg::log_warning(std::string("a handler failed: ") + error.what(), "");
    call.fail(core::Error(core::sqlstate::internal_error, "internal error"));
  }
}

} // namespace

void Gateway::dispatch(const http::ExchangePtr& exchange) {
  if (is_api(exchange->request().decoded)) {
    dispatch_api(exchange);
  } else {
    serve_page(exchange);
  }
}

void Gateway::dispatch_api(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  auto match = routes().match(request.method, api_segments(request.decoded));
  if (match.outcome == http::RouteOutcome::method_not_allowed) {
    core::Error error(core::sqlstate::method_not_allowed, "method " + request.method + " is not allowed here");
    http::Response response = error_response(error, request);
    response.headers.add("Allow", match.allow);
    exchange->respond(std::move(response));
    return;
  }
  if (match.outcome == http::RouteOutcome::not_found) {
    exchange->respond(error_response(no_route(request), request));
    return;
  }
  auto call = std::make_shared<Call>(Call{exchange, std::move(match.parameters), *match.handler, {}});
  const Route* route = call->route;
  if (readiness() == Readiness::missing && route->access != RouteAccess::always) {
    call->fail(not_installed());
    return;
  }
  if (route->access != RouteAccess::signed_in) {
    run_handler(*this, *call);
    return;
  }
  auto token = http::bearer_token(request.headers.find("Authorization").value_or(""));
  access_.authenticate(token.value_or(""), request.client_address,
                       [this, call, route](const Outcome<Identity>& outcome) {
                         if (outcome.error) {
                           call->fail(*outcome.error);
                           return;
                         }
                         call->identity = *outcome.value;
                         call->exchange->mark_authenticated();
                         if (call->identity.scope < route->scope) {
                           call->fail(lacks_scope(route->scope));
                           return;
                         }
                         run_handler(*this, *call);
                       });
}

void Gateway::serve_page(const http::ExchangePtr& exchange) {
  const http::Request& request = exchange->request();
  if (request.method != "GET" && request.method != "HEAD") {
    core::Error error(core::sqlstate::method_not_allowed, "method " + request.method + " is not allowed here");
    http::Response response = error_response(error, request);
    response.headers.add("Allow", "GET, HEAD");
    exchange->respond(std::move(response));
    return;
  }
  if (readiness() == Readiness::missing && !Assets::names_file(request.decoded.path)) {
    exchange->respond(Assets::setup_page(pg::settings.database, service_.missing() ? service_.missing()->message : ""));
    return;
  }
  exchange->respond(assets_.answer(request));
}

} // namespace studio::gateway
