// UTF-8, byte by byte; runs of ASCII are skipped eight bytes at a time, since nearly all SQL is ASCII.
#include "core/utf8.h"

#include <cstdint>
#include <cstring>

namespace studio::core {

namespace {

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Number of leading bytes below 0x80.
std::size_t ascii_bytes(std::string_view text) {
  std::size_t offset = 0;
  while (offset + 8 <= text.size()) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + offset, 8);
    if ((word & 0x8080808080808080u) != 0)
      break;
    offset += 8;
  }
  while (offset < text.size() && static_cast<unsigned char>(text[offset]) < 0x80)
    offset++;
  return offset;
}

// The bytes that a character beginning with `lead` has, and the range of its second byte, which is where overlong forms,
// surrogates and what lies above U+10FFFF are told apart (Unicode, table 3-7).
struct Lead {
  std::size_t bytes;
  unsigned char second_min;
  unsigned char second_max;
};

Lead describe_lead(unsigned char lead) {
  if (lead < 0x80)
    return {1, 0, 0};
  if (lead < 0xC2)
    return {0, 0, 0};
  if (lead < 0xE0)
    return {2, 0x80, 0xBF};
  if (lead == 0xE0)
    return {3, 0xA0, 0xBF};
  if (lead == 0xED)
    return {3, 0x80, 0x9F};
  if (lead < 0xF0)
    return {3, 0x80, 0xBF};
  if (lead == 0xF0)
    return {4, 0x90, 0xBF};
  if (lead < 0xF4)
    return {4, 0x80, 0xBF};
  if (lead == 0xF4)
    return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

} // namespace

std::size_t utf8_character_bytes(std::string_view text) {
  if (text.empty())
    return 0;
  const Lead lead = describe_lead(static_cast<unsigned char>(text[0]));
  if (lead.bytes <= 1)
    return lead.bytes;
  if (text.size() < lead.bytes)
    return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  if (second < lead.second_min || second > lead.second_max)
    return 0;
  for (std::size_t index = 2; index < lead.bytes; index++)
    if (!is_continuation(static_cast<unsigned char>(text[index])))
      return 0;
  return lead.bytes;
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t offset = 0;
  for (;;) {
    offset += ascii_bytes(text.substr(offset));
    if (offset == text.size())
      return std::string_view::npos;
    const std::size_t bytes = utf8_character_bytes(text.substr(offset));
    if (bytes == 0)
      return offset;
    offset += bytes;
  }
}

bool is_utf8(std::string_view text) { return find_invalid_utf8(text) == std::string_view::npos; }

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (char byte : text)
    count += !is_continuation(static_cast<unsigned char>(byte));
  return count;
}

std::string_view utf8_head(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes)
    return text;
  while (max_bytes > 0 && is_continuation(static_cast<unsigned char>(text[max_bytes])))
    max_bytes--;
  return text.substr(0, max_bytes);
}

} // namespace studio::core
