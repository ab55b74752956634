#include "gateway/openapi.h"

#include "core/ascii.h"
#include "core/json_writer.h"
#include "gateway/handlers/handlers.h"
#include "gateway/routes.h"
#include "gateway/words.h"
#include "wire/message_json.h"

namespace studio::gateway {

namespace {

void write_parameter(core::JsonWriter& json, std::string_view name, bool is_in_path) {
  json.begin_object().key("name").string(name).key("in").string(is_in_path ? "path" : "query");
  json.key("required").boolean(is_in_path);
  json.key("schema").begin_object().key("type").string(is_number(name) ? "integer" : "string").end_object();
  json.end_object();
}

void write_operation(core::JsonWriter& json, const Route& route) {
  json.key(core::lower_ascii(route.method)).begin_object();
  json.key("summary").string(route.summary);
  json.key("parameters").begin_array();
  for (std::string_view name : braced_names(route.pattern)) {
    write_parameter(json, name, true);
  }
  for (std::string_view name : words(route.query)) {
    write_parameter(json, name, false);
  }
  json.end_array().key("security").begin_array();
  if (route.access == RouteAccess::signed_in) {
    json.begin_object().key("bearer").begin_array().end_array().end_object();
  }
  json.end_array();
  if (route.access == RouteAccess::signed_in) {
    json.key("x-studio-scope").string_or_null(scope_name(route.scope));
  }
  if (route.handler == handlers::open_socket) {
    json.key("x-studio-messages").begin_array();
    for (std::string_view type : wire::client_message_types) {
      json.string(type);
    }
    json.end_array();
  }
  json.key("responses").begin_object();
  json.key("default").begin_object().key("description").string("See doc/protocol.md; errors bear {\"error\":{…}}");
  json.end_object().end_object().end_object();
}

bool is_first_of_its_path(const Route& route) {
  for (const Route& before : route_table()) {
    if (&before == &route) {
      return true;
    }
    if (std::string_view(before.pattern) == route.pattern) {
      return false;
    }
  }
  return true;
}

} // namespace

std::string openapi_document() {
  core::JsonWriter json;
  json.begin_object().key("openapi").string("3.1.0");
  json.key("info").begin_object().key("title").string("studio").key("version").string("1.0").end_object();
  json.key("servers").begin_array().begin_object().key("url").string(api_base).end_object().end_array();
  json.key("components").begin_object().key("securitySchemes").begin_object().key("bearer").begin_object();
  json.key("type").string("http").key("scheme").string("bearer");
  json.end_object().end_object().end_object();
  json.key("paths").begin_object();
  // Rows of one path stand together in the table only by custom: each path is written once, with all its methods.
  for (const Route& route : route_table()) {
    if (!is_first_of_its_path(route)) {
      continue;
    }
    json.key(route.pattern).begin_object();
    for (const Route& same : route_table()) {
      if (std::string_view(same.pattern) == route.pattern) {
        write_operation(json, same);
      }
    }
    json.end_object();
  }
  return json.end_object().end_object().take();
}

} // namespace studio::gateway
