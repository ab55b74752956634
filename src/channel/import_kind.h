// What a request for a part of an imported file adds to the words of envelope.h.
#pragma once

#include "channel/envelope.h"

namespace studio::channel {

// text = what is shown of it, parameters = options as JSON (wire/import_request.h), bytes; answers one `answer` frame.
constexpr RequestKind import_part = static_cast<RequestKind>(24);

namespace request_flag {
constexpr uint32_t file_begins = 1u << 9; // import_part: the first part of a file
} // namespace request_flag

} // namespace studio::channel
