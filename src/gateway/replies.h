// The answers that several handlers give.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "http/request.h"
#include "http/response.h"

namespace studio::gateway {

// {"error":{…}} with the status of its code, Retry-After where it has one.
http::Response error_response(const core::Error& error, const http::Request& request);
// The same for an error that a statement of the user's raised.
http::Response statement_error_response(const core::Error& error, const http::Request& request);
// A JSON body that must not be cached.
http::Response json_response(int status, std::string json);
http::Response empty_response(int status);

// The `error` and `end` lines of a stream whose runner is gone.
std::string lost_lines(const core::Error& error, std::string_view request_id);
std::string lost_error_line(const core::Error& error, std::string_view request_id);
std::string lost_end_line();

} // namespace studio::gateway
