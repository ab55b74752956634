// What the service worker sends back: one frame for each request, and the last words of a FATAL.
//
// Knows the ring and the error object, no operation.
#pragma once

#include <string_view>

#include "channel/runner_end.h"
#include "core/error.h"

namespace studio::service {

void send_ready(channel::RunnerEnd& end);
void send_answer(channel::RunnerEnd& end, uint64 sequence, std::string_view json);
void send_error(channel::RunnerEnd& end, uint64 sequence, const core::Error& error, std::string_view request_id);

// From now on a FATAL of this process (it cannot connect, or is told to end) goes out as an error frame for the request
// that `sequence` names at that time.
void report_fatal_through(channel::RunnerEnd* end, const uint64* sequence);

} // namespace studio::service
