// Fields that several requests share, read in one way.
#pragma once

#include <string>
#include <string_view>

#include "core/json_reader.h"

#include "core/no_postgres.h"

namespace studio::wire {

// PostgreSQL's own names end at 63 bytes, and it says so better than we could.
constexpr std::size_t identifier_limit_bytes = 256;

// "session": 1 to 64 of A-Z a-z 0-9 _ -; empty where it is absent. 22023.
std::string read_session(const core::JsonObject& object);

// A name that is not empty. 22023.
std::string read_identifier(std::string_view text, const char* label);

} // namespace studio::wire
