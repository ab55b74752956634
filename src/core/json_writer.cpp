// JSON text, appended. Strings are copied in runs between the characters that need an escape.
#include "core/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/utf8.h"

namespace studio::core {

namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

// What each byte becomes: itself (0), the letter of a short escape, 'u' for \u00XX, or a byte of a longer character ('8').
constexpr std::array<char, 256> make_escape_table() {
  std::array<char, 256> table{};
  for (int byte = 0; byte < 0x20; byte++)
    table[byte] = 'u';
  table['\b'] = 'b';
  table['\t'] = 't';
  table['\n'] = 'n';
  table['\f'] = 'f';
  table['\r'] = 'r';
  table['"'] = '"';
  table['\\'] = '\\';
  for (int byte = 0x80; byte < 0x100; byte++)
    table[byte] = '8';
  return table;
}

constexpr std::array<char, 256> escape_table = make_escape_table();

void append_control_escape(std::string& out, unsigned char byte) {
  constexpr char digits[] = "0123456789abcdef";
  const char escape[] = {'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 0xF]};
  out.append(escape, sizeof escape);
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t run_start = 0;
  std::size_t offset = 0;
  while (offset < text.size()) {
    const auto byte = static_cast<unsigned char>(text[offset]);
    const char escape = escape_table[byte];
    if (escape == 0) {
      offset++;
      continue;
    }
    if (escape == '8') {
      const std::size_t bytes = utf8_character_bytes(text.substr(offset));
      if (bytes > 0) {
        offset += bytes;
        continue;
      }
    }
    out.append(text, run_start, offset - run_start);
    if (escape == '8') {
      out.append(replacement_character);
    } else if (escape == 'u') {
      append_control_escape(out, byte);
    } else {
      out.push_back('\\');
      out.push_back(escape);
    }
    run_start = ++offset;
  }
  out.append(text, run_start);
  out.push_back('"');
}

void JsonWriter::begin_value() {
  if (needs_comma_)
    text_.push_back(',');
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  begin_value();
  text_.push_back('{');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  text_.push_back('}');
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  begin_value();
  text_.push_back('[');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  text_.push_back(']');
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  begin_value();
  append_json_string(text_, name);
  text_.push_back(':');
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  begin_value();
  append_json_string(text_, value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
  begin_value();
  std::array<char, 24> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text_.append(digits.data(), result.ptr);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value))
    return null();
  begin_value();
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text_.append(digits.data(), result.ptr);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  begin_value();
  text_.append(json);
  return *this;
}

JsonWriter& JsonWriter::string_or_null(std::string_view value) { return value.empty() ? null() : string(value); }

std::string JsonWriter::take() {
  needs_comma_ = false;
  return std::exchange(text_, {});
}

} // namespace studio::core
