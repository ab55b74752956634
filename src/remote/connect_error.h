// Why a connection was not made, from the only thing that libpq gives: a text.
//
// Plain C++.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"

#include "core/no_postgres.h"

namespace studio::remote {

// A text of libpq in verbose form, of which the server's part begins `FATAL:  28P01: `. Class 28 becomes 42501: over HTTP class
// 28 would say that the one who asks is not signed in.
core::Error connect_error(std::string_view text);

// Without trailing blanks and further lines; at most 1000 bytes.
std::string first_line(std::string_view text);

} // namespace studio::remote
