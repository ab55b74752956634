// A query that runs or waits, as a list shows it.
#pragma once

#include "core/json_writer.h"
#include "gateway/ticket.h"

namespace studio::gateway::handlers {

// The fields without the braces; `now_ms` of the monotonic clock.
void write_query_fields(core::JsonWriter& json, const Ticket& ticket, int64_t now_ms);

} // namespace studio::gateway::handlers
