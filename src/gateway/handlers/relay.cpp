// Routes that only hand on: what the path, the query and the body say becomes the argument of an operation of the service
// runner, and its answer is the answer. The operation checks each field and says who may do what.
#include <charconv>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "gateway/handlers/handlers.h"
#include "gateway/routes.h"
#include "gateway/words.h"

namespace studio::gateway::handlers {

namespace {

namespace sqlstate = core::sqlstate;

std::optional<int64_t> read_integer(std::string_view text) {
  int64_t value = 0;
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool is_whole = problem == std::errc() && end == text.data() + text.size();
  return is_whole ? std::optional(value) : std::nullopt;
}

void write_path(const Call& call, core::JsonWriter& json) {
  for (std::string_view name : braced_names(call.route->pattern)) {
    json.key(name);
    if (!is_number(name)) {
      json.string(call.uuid(name).text());
      continue;
    }
    std::optional<int64_t> number = read_integer(call.parameters.at(name));
    if (!number) {
      throw core::Error(sqlstate::not_found, "no object with this " + std::string(name));
    }
    json.integer(*number);
  }
}

void write_query(const Call& call, core::JsonWriter& json) {
  for (std::string_view name : words(call.route->query)) {
    std::optional<std::string_view> value = call.request().decoded.query.find(name);
    if (!value) {
      continue;
    }
    json.key(name);
    if (!is_number(name)) {
      json.string(*value);
      continue;
    }
    std::optional<int64_t> number = read_integer(*value);
    if (!number) {
      throw core::Error(sqlstate::invalid_parameter_value,
                        "parameter \"" + std::string(name) + "\" must be a whole number");
    }
    json.integer(*number);
  }
}

// The body's own text with the path's fields before its own. A body must not name those: of two equal keys the last wins.
std::string with_body(const Call& call, std::string opened) {
  core::JsonDocument document = call.body();
  for (std::string_view name : braced_names(call.route->pattern)) {
    if (document.root_object().has(name)) {
      throw core::Error(sqlstate::invalid_parameter_value, "unknown field \"" + std::string(name) + "\"");
    }
  }
  std::string_view text = call.request().body;
  size_t begin = text.find('{');
  if (begin == std::string_view::npos) {
    return opened + "}";
  }
  std::string_view fields = text.substr(begin + 1, text.rfind('}') - begin - 1);
  bool is_empty = fields.find_first_not_of(" \t\r\n") == std::string_view::npos;
  bool needs_comma = opened.size() > 1 && !is_empty;
  return opened.append(needs_comma ? "," : "").append(fields) + "}";
}

std::string relayed_argument(const Call& call) {
  std::string_view method = call.route->method;
  core::JsonWriter json;
  json.begin_object();
  write_path(call, json);
  write_query(call, json);
  bool has_body = method == "POST" || method == "PATCH" || method == "PUT";
  return has_body ? with_body(call, json.take()) : json.end_object().take();
}

int status_of(std::string_view method) { return method == "POST" ? 201 : method == "DELETE" ? 204 : 200; }

// What there may only be so many of gets room when something is deleted: nobody knows when, so a minute is as good as any.
core::Error with_retry(core::Error error) {
  constexpr int until_room_s = 60;
  if (error.code == sqlstate::configuration_limit_exceeded && error.retry_after_s == 0) {
    error.retry_after_s = until_room_s;
  }
  return error;
}

} // namespace

void answer_operation(Gateway& gateway, const Call& call, const char* operation, std::string argument, int status) {
  gateway.service().ask(operation, std::move(argument), call.identity.account,
                        [call, status](const ServiceReply& reply) {
                          if (reply.error) {
                            call.fail(with_retry(*reply.error));
                          } else if (status == 204) {
                            call.answer_empty(status);
                          } else {
                            call.answer(status, reply.json);
                          }
                        });
}

void relay(Gateway& gateway, const Call& call) {
  answer_operation(gateway, call, call.route->operation, relayed_argument(call), status_of(call.route->method));
}

} // namespace studio::gateway::handlers
