// The JSON of an error frame back into core::Error: what a runner wrote with error_json.h.
#pragma once

#include <string_view>

#include "core/error.h"

#include "core/no_postgres.h"

namespace studio::wire {

// Takes the fields of doc/protocol.md section 2 and passes over others (type, statement, request_id). Text that is no such
// object, which only a broken runner could send, gives XX000.
core::Error read_error(std::string_view json);

} // namespace studio::wire
