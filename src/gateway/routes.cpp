#include "gateway/routes.h"

#include "core/json_writer.h"
#include "gateway/handlers/handlers.h"

namespace studio::gateway {

namespace {

struct Row {
  const char* method;
  const char* pattern;
  RouteAccess access;
  Handler handler;
  const char* summary;
};

using enum RouteAccess;

const Row table[] = {
    {"GET", "/healthz", always, handlers::health, "Is studio ready?"},
    {"GET", "/openapi.json", always, handlers::openapi, "This document"},
    {"POST", "/auth/login", open, handlers::login, "Sign in by a one-time link, or by role and password"},
    {"POST", "/auth/refresh", open, handlers::refresh, "A new access token for the refresh token"},
    {"POST", "/auth/logout", open, handlers::logout, "End this sign-in"},
    {"GET", "/me", signed_in, handlers::me, "Who is signed in, and to what server"},
    {"GET", "/connections", signed_in, handlers::list_connections, "The connections that the account may use"},
    {"POST", "/connections", signed_in, handlers::create_connection, "Create a connection"},
    {"GET", "/connections/defaults", signed_in, handlers::connection_defaults, "What the first form is filled with"},
    {"POST", "/connections/test", signed_in, handlers::test_connection, "Try a connection without creating it"},
    {"GET", "/connections/{id}", signed_in, handlers::read_connection, "One connection"},
    {"PATCH", "/connections/{id}", signed_in, handlers::update_connection, "Change a connection"},
    {"DELETE", "/connections/{id}", signed_in, handlers::delete_connection, "Delete a connection"},
    {"GET", "/connections/{id}/status", signed_in, handlers::connection_status, "Does the connection work?"},
    {"GET", "/connections/{id}/catalog/{question}", signed_in, handlers::catalog, "A question to the system catalogs"},
    {"POST", "/connections/{id}/query", signed_in, handlers::query, "Run SQL; answers a stream of messages"},
    {"POST", "/connections/{id}/rows/select", signed_in, handlers::rows_select, "A page of a relation's rows"},
    {"GET", "/queries", signed_in, handlers::list_queries, "The account's running and queued queries"},
    {"DELETE", "/queries/{query_id}", signed_in, handlers::cancel_query, "Cancel a query"},
    {"GET", "/sessions", signed_in, handlers::list_sessions, "The account's named runner sessions"},
    {"DELETE", "/sessions/{session}", signed_in, handlers::end_session, "End a named session"},
    {"GET", "/socket", open, handlers::open_socket,
     "WebSocket, subprotocol studio.v1; authenticates by its first message"},
};

std::string lower(std::string_view method) {
  std::string text(method);
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return text;
}

void write_parameters(core::JsonWriter& json, std::string_view pattern) {
  json.key("parameters").begin_array();
  for (size_t at = pattern.find('{'); at != std::string_view::npos; at = pattern.find('{', at + 1)) {
    std::string_view name = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
    json.begin_object().key("name").string(name).key("in").string("path").key("required").boolean(true);
    json.key("schema").begin_object().key("type").string("string").end_object().end_object();
  }
  json.end_array();
}

void write_operation(core::JsonWriter& json, const Row& row) {
  json.key(lower(row.method)).begin_object();
  json.key("summary").string(row.summary);
  write_parameters(json, row.pattern);
  json.key("security").begin_array();
  if (row.access == signed_in) {
    json.begin_object().key("bearer").begin_array().end_array().end_object();
  }
  json.end_array();
  json.key("responses").begin_object();
  json.key("default").begin_object().key("description").string("See doc/protocol.md; errors bear {\"error\":{…}}");
  json.end_object().end_object().end_object();
}

} // namespace

const http::Router<Route>& routes() {
  static const http::Router<Route> router = [] {
    http::Router<Route> made;
    for (const Row& row : table) {
      made.add(row.method, row.pattern, Route{row.access, row.handler, row.summary});
    }
    return made;
  }();
  return router;
}

std::string openapi_document() {
  core::JsonWriter json;
  json.begin_object().key("openapi").string("3.1.0");
  json.key("info").begin_object().key("title").string("studio").key("version").string("1.0").end_object();
  json.key("servers").begin_array().begin_object().key("url").string(api_base).end_object().end_array();
  json.key("components").begin_object().key("securitySchemes").begin_object().key("bearer").begin_object();
  json.key("type").string("http").key("scheme").string("bearer").key("bearerFormat").string("JWT");
  json.end_object().end_object().end_object();
  json.key("paths").begin_object();
  // Rows of one path stand together in the table only by custom: each path is written once, with all its methods.
  for (const Row& row : table) {
    bool is_first = true;
    for (const Row* before = table; before < &row; before++) {
      is_first = is_first && std::string_view(before->pattern) != row.pattern;
    }
    if (!is_first) {
      continue;
    }
    json.key(row.pattern).begin_object();
    for (const Row& same : table) {
      if (std::string_view(same.pattern) == row.pattern) {
        write_operation(json, same);
      }
    }
    json.end_object();
  }
  return json.end_object().end_object().take();
}

} // namespace studio::gateway
