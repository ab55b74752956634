// A query that runs or waits, as a list shows it.
#pragma once

#include "core/json_writer.h"
#include "gateway/background_run.h"
#include "gateway/ticket.h"

namespace studio::gateway::handlers {

// The fields without the braces; `now_ms` of the monotonic clock.
void write_query_fields(core::JsonWriter& json, const Ticket& ticket, int64_t now_ms);

// The same of a query in the background, running or done, with what is kept of it.
void write_run_fields(core::JsonWriter& json, const BackgroundRun& run);

} // namespace studio::gateway::handlers
