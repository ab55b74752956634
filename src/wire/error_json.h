// core::Error as the JSON of doc/protocol.md section 2.
//
// Plain C++. Gateway and runners write every error and notice through it, so the fields are the same everywhere: all of
// them always there, null where absent.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "core/json_writer.h"

#include "core/no_postgres.h"

namespace studio::wire {

// The fields of a notice or of an error in the stream, without request_id, as members of the object that is open.
void write_error_fields(core::JsonWriter& json, const core::Error& error);

// {"severity":…, …,"request_id":…}; an empty request id is null.
void write_error_object(core::JsonWriter& json, const core::Error& error, std::string_view request_id);

// {"error":{…}}: the body of every refusal over HTTP.
std::string error_body(const core::Error& error, std::string_view request_id);

} // namespace studio::wire
