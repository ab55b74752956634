// A query that runs or waits, as a list shows it.
#pragma once

#include "core/json_writer.h"
#include "gateway/background_run.h"
#include "gateway/ticket.h"

namespace studio::gateway::handlers {

// The fields without the braces; `now_ms` of the monotonic clock.
// `is_anothers`: what is read by an administrator and not by who runs it; a text is told up to the word "password" then.
void write_query_fields(core::JsonWriter& json, const Ticket& ticket, int64_t now_ms, bool is_anothers = false);

// The same of a query in the background, running or done, with what is kept of it.
void write_run_fields(core::JsonWriter& json, const BackgroundRun& run, bool is_anothers = false);

} // namespace studio::gateway::handlers
