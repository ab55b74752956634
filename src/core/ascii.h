// The few things that every text protocol wants: compare without case, trim blanks, cut at a separator.
//
// Plain C++, ASCII only: bytes above 0x7F are never letters and never blanks.
#pragma once

#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::core {

bool equal_without_case(std::string_view left, std::string_view right);

std::string lower_ascii(std::string_view text);

// Without the spaces and tabs around it: the optional white space of HTTP.
std::string_view trim_blanks(std::string_view text);

// Returns what stands before the first `separator`, or all of it, and cuts that and the separator off `rest`.
std::string_view take_part(std::string_view& rest, char separator);

} // namespace studio::core
