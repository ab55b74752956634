#include "gateway/replies.h"

#include "core/json_writer.h"
#include "wire/error_json.h"
#include "wire/http_status.h"

namespace studio::gateway {

namespace {

http::Response error_with_status(int status, const core::Error& error, const http::Request& request) {
  http::Response response = json_response(status, wire::error_body(error, request.request_id));
  if (error.retry_after_s > 0) {
    response.headers.add("Retry-After", std::to_string(error.retry_after_s));
  }
  if (response.status == 401) {
    response.headers.add("WWW-Authenticate", "Bearer");
  }
  return response;
}

} // namespace

http::Response error_response(const core::Error& error, const http::Request& request) {
  return error_with_status(wire::http_status(error), error, request);
}

http::Response statement_error_response(const core::Error& error, const http::Request& request) {
  return error_with_status(wire::statement_status(error), error, request);
}

http::Response json_response(int status, std::string json) {
  http::Response response;
  response.status = status;
  response.is_data = true;
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  response.body = std::move(json);
  return response;
}

http::Response empty_response(int status) {
  http::Response response;
  response.status = status;
  response.is_data = true;
  response.headers.add("Cache-Control", "no-store");
  return response;
}

std::string lost_error_line(const core::Error& error, std::string_view request_id) {
  core::JsonWriter json;
  json.begin_object().key("type").string("error").key("statement").null();
  wire::write_error_fields(json, error);
  json.key("request_id").string_or_null(request_id);
  return json.end_object().take();
}

std::string lost_end_line() { return R"({"type":"end","status":"failed","transaction":"idle","duration_ms":null})"; }

std::string lost_lines(const core::Error& error, std::string_view request_id) {
  return lost_error_line(error, request_id) + "\n" + lost_end_line() + "\n";
}

} // namespace studio::gateway
