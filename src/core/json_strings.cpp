// The strings of JsonScanner: most of the bytes of any body are in them. Runs without a special byte are passed over eight
// bytes at a time; a string without escapes stays where it is in the text.
#include "core/json_scanner.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/error.h"
#include "core/sqlstate.h"
#include "core/utf8.h"

namespace studio::core {

namespace {

// True when one of the eight bytes ends a run of plain string characters: a quote, a backslash, a control byte or one
// above ASCII. May be true without need for a byte above such a one; the caller looks again byte by byte.
bool has_special_byte(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101u;
  constexpr std::uint64_t highs = 0x8080808080808080u;
  const auto zero_bytes = [](std::uint64_t value) { return (value - ones) & ~value & highs; };
  const std::uint64_t controls = (word - ones * 0x20) & ~word & highs;
  return ((word & highs) | controls | zero_bytes(word ^ ones * '"') | zero_bytes(word ^ ones * '\\')) != 0;
}

void append_utf8(std::string& out, unsigned code_point) {
  const auto append = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
    append(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  } else {
    append(0xF0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 0x3F));
    append(0x80 | (code_point >> 6 & 0x3F));
    append(0x80 | (code_point & 0x3F));
  }
}

} // namespace

void JsonScanner::skip_plain_characters() {
  for (;;) {
    while (offset_ + 8 <= text_.size()) {
      std::uint64_t word;
      std::memcpy(&word, text_.data() + offset_, 8);
      if (has_special_byte(word))
        break;
      offset_ += 8;
    }
    while (offset_ < text_.size()) {
      const auto byte = static_cast<unsigned char>(text_[offset_]);
      if (byte == '"' || byte == '\\' || byte < 0x20)
        return;
      if (byte >= 0x80)
        break;
      offset_++;
    }
    if (offset_ >= text_.size())
      return;
    const std::size_t bytes = utf8_character_bytes(text_.substr(offset_));
    if (bytes == 0)
      fail_invalid_utf8();
    offset_ += bytes;
  }
}

// The opening quote has been taken.
std::string_view JsonScanner::read_string() {
  const std::size_t start = offset_;
  skip_plain_characters();
  if (take('"'))
    return text_.substr(start, offset_ - 1 - start);
  return read_escaped_string(start);
}

std::string_view JsonScanner::read_escaped_string(std::size_t run_start) {
  // No escape is shorter than what it stands for, so this room is enough for all strings and the views stay where they are;
  // the least of it keeps the characters out of the string object itself, which moves with the document.
  if (unescaped_.empty())
    unescaped_.reserve(std::max<std::size_t>(text_.size(), 64));
  const std::size_t start = unescaped_.size();
  for (;;) {
    unescaped_.append(text_, run_start, offset_ - run_start);
    if (take('"'))
      return std::string_view(unescaped_).substr(start);
    if (!take('\\'))
      fail_here();
    read_escape();
    run_start = offset_;
    skip_plain_characters();
  }
}

void JsonScanner::read_escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (take('u')) {
    append_utf8(unescaped_, read_code_point());
    return;
  }
  const std::size_t index = offset_ < text_.size() ? letters.find(text_[offset_]) : std::string_view::npos;
  if (index == std::string_view::npos)
    fail_here();
  unescaped_.push_back(meanings[index]);
  offset_++;
}

unsigned JsonScanner::read_hex4() {
  unsigned value = 0;
  for (int count = 0; count < 4; count++) {
    const char digit = offset_ < text_.size() ? text_[offset_] : '\0';
    const char lower = static_cast<char>(digit | 0x20);
    if (digit >= '0' && digit <= '9') {
      value = value << 4 | static_cast<unsigned>(digit - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value << 4 | static_cast<unsigned>(lower - 'a' + 10);
    } else {
      fail_here();
    }
    offset_++;
  }
  return value;
}

unsigned JsonScanner::read_code_point() {
  const unsigned first = read_hex4();
  if (first == 0)
    throw Error(sqlstate::untranslatable_character, "unsupported Unicode escape sequence")
        .with_detail("\\u0000 cannot be converted to text.");
  if (first < 0xD800 || first > 0xDFFF)
    return first;
  if (first > 0xDBFF || !take('\\') || !take('u'))
    fail("Unicode surrogates must come as a high and a low one.");
  const unsigned second = read_hex4();
  if (second < 0xDC00 || second > 0xDFFF)
    fail("Unicode surrogates must come as a high and a low one.");
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

} // namespace studio::core
