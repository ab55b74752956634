#include "remote/value_json.h"

#include "core/json_writer.h"

namespace studio::remote {

namespace {

// PostgreSQL never changes the numbers of its built-in types.
constexpr std::uint32_t bool_oid = 16;
constexpr std::uint32_t bytea_oid = 17;
constexpr std::uint32_t int2_oid = 21;
constexpr std::uint32_t int4_oid = 23;
constexpr std::uint32_t oid_oid = 26;
constexpr std::uint32_t float4_oid = 700;
constexpr std::uint32_t float8_oid = 701;
constexpr std::size_t longest_number = 40;

std::size_t digits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
    end++;
  }
  return end - at;
}

// The grammar of RFC 8259, section 6.
bool is_json_number(std::string_view text) {
  if (text.empty() || text.size() > longest_number) {
    return false;
  }
  std::size_t at = text[0] == '-' ? 1 : 0;
  std::size_t whole = digits(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) {
    return false;
  }
  at += whole;
  if (at < text.size() && text[at] == '.') {
    std::size_t fraction = digits(text, at + 1);
    if (fraction == 0) {
      return false;
    }
    at += fraction + 1;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    at++;
    at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
    std::size_t exponent = digits(text, at);
    if (exponent == 0) {
      return false;
    }
    at += exponent;
  }
  return at == text.size();
}

bool is_number_type(std::uint32_t type) {
  return type == int2_oid || type == int4_oid || type == oid_oid || type == float4_oid || type == float8_oid;
}

// The longest beginning that cuts no character in two, should it be UTF-8.
std::string_view head_of(std::string_view text, std::size_t limit) {
  std::size_t end = limit;
  for (int back = 0; back < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; back++) {
    end--;
  }
  return text.substr(0, end);
}

void append_truncated(std::string& out, std::uint32_t type, std::string_view text, std::size_t limit) {
  // A bytea is as large as its bytes, not as their hexadecimal digits.
  bool is_hex = type == bytea_oid && text.substr(0, 2) == "\\x";
  std::size_t bytes = is_hex ? (text.size() - 2) / 2 : text.size();
  std::string_view head = is_hex ? text.substr(0, limit - limit % 2) : head_of(text, limit);
  out.append("{\"truncated\":true,\"bytes\":").append(std::to_string(bytes)).append(",\"head\":");
  core::append_json_string(out, head);
  out.push_back('}');
}

} // namespace

void append_value(std::string& out, std::uint32_t type, std::string_view text, std::size_t limit) {
  if (type == bool_oid && (text == "t" || text == "f")) {
    out.append(text == "t" ? "true" : "false");
  } else if (is_number_type(type) && is_json_number(text)) {
    out.append(text);
  } else if (text.size() > limit) {
    append_truncated(out, type, text, limit);
  } else {
    core::append_json_string(out, text);
  }
}

} // namespace studio::remote
