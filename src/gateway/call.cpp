#include "gateway/call.h"

#include "core/ascii.h"
#include "core/sqlstate.h"
#include "gateway/replies.h"
#include "http/headers.h"

namespace studio::gateway {

namespace {

// Of every body but a query's: names, passwords, settings. These routes include those that anybody may call.
constexpr size_t body_limit_bytes = 64 * 1024;

} // namespace

core::Uuid Call::uuid(std::string_view name) const {
  auto id = core::Uuid::parse(parameters.at(name));
  if (!id) {
    throw core::Error(core::sqlstate::not_found, "no object with this id");
  }
  return *id;
}

void Call::need_json() const {
  std::string_view type = request().headers.find("Content-Type").value_or("");
  if (!core::equal_without_case(type.substr(0, type.find(';')), "application/json")) {
    throw core::Error(core::sqlstate::invalid_parameter_value, "Content-Type must be application/json");
  }
}

core::JsonDocument Call::body() const {
  const http::Request& asked = request();
  std::string_view text = asked.body;
  if (text.size() > body_limit_bytes) {
    throw core::Error(core::sqlstate::too_large, "request body is too large");
  }
  if (text.empty()) {
    text = "{}";
  } else {
    need_json();
  }
  core::JsonDocument document = core::JsonDocument::parse(text, core::JsonLimits{text.size() + 1});
  document.root_object();
  return document;
}

void Call::fail(const core::Error& error) const { exchange->respond(error_response(error, request())); }

void Call::answer(int status, std::string json) const { exchange->respond(json_response(status, std::move(json))); }

void Call::answer_empty(int status) const { exchange->respond(empty_response(status)); }

} // namespace studio::gateway
