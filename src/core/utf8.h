// Is this UTF-8, and how many characters is it?
//
// Plain C++: knows only bytes. UTF-8 here is RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
// Every text that comes in from outside passes here before anybody else looks at it.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::core {

// Offset of the first byte that does not belong to a whole, valid character; npos when all is well.
std::size_t find_invalid_utf8(std::string_view text);

bool is_utf8(std::string_view text);

// Length in bytes of the valid character that `text` begins with: 1 to 4, or 0 when it begins with none.
std::size_t utf8_character_bytes(std::string_view text);

// Number of code points; the text must be valid UTF-8.
std::size_t count_code_points(std::string_view text);

// The longest beginning of at most `max_bytes` that does not cut a character in two; the text must be valid UTF-8.
std::string_view utf8_head(std::string_view text, std::size_t max_bytes);

} // namespace studio::core
