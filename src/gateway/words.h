// Small texts: how the table of routes writes lists of names, and which of them are numbers on the wire; the beginning of a
// statement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace studio::gateway {

// The words of a text with one space between each two.
std::vector<std::string_view> words(std::string_view text);
// The names in braces of a route's pattern.
std::vector<std::string_view> braced_names(std::string_view pattern);
// Does a parameter of this name, in a path or a query, go to an operation as a JSON number? All others are texts.
bool is_number(std::string_view name);
// A text of a backend, which is in the encoding of its database: bytes that are no UTF-8 become U+FFFD.
std::string as_utf8(std::string_view text);
// So many characters of a text, never the half of one.
std::string_view first_characters(std::string_view text, size_t limit);

} // namespace studio::gateway
