#include "core/ascii.h"

#include <algorithm>

namespace studio::core {

namespace {

char to_lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter; }

bool is_blank(char byte) { return byte == ' ' || byte == '\t'; }

} // namespace

bool equal_without_case(std::string_view left, std::string_view right) {
  const auto same = [](char a, char b) { return to_lower(a) == to_lower(b); };
  return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), same);
}

std::string lower_ascii(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), to_lower);
  return lowered;
}

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

std::string_view take_part(std::string_view& rest, char separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

} // namespace studio::core
