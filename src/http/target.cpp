// Split first, decode then: an escaped slash is part of a segment and never makes two of one.
#include "http/target.h"

#include <algorithm>

#include "core/ascii.h"
#include "core/error.h"
#include "core/sqlstate.h"
#include "core/utf8.h"

namespace studio::http {

namespace {

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9')
    return digit - '0';
  if (digit >= 'a' && digit <= 'f')
    return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F')
    return digit - 'A' + 10;
  return -1;
}

bool is_control(char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; }

std::string decode_segment(std::string_view text) {
  std::optional<std::string> segment = percent_decode(text, PlusSign::plain);
  if (!segment.has_value())
    fail("invalid percent-encoding in the path");
  if (*segment == "." || *segment == "..")
    fail("\".\" and \"..\" are not allowed in the path");
  if (segment->find('\\') != std::string::npos)
    fail("a backslash is not allowed in the path");
  return std::move(*segment);
}

void parse_path(std::string_view path, Target& target) {
  if (path.empty() || path[0] != '/')
    fail("the request target must begin with a slash");
  std::string_view rest = path.substr(1);
  bool is_last = false;
  while (!is_last) {
    is_last = rest.find('/') == std::string_view::npos;
    target.segments.push_back(decode_segment(core::take_part(rest, '/')));
    target.path.append("/").append(target.segments.back());
  }
}

void parse_query(std::string_view query, QueryParameters& parameters) {
  while (!query.empty()) {
    std::string_view value = core::take_part(query, '&');
    if (value.empty())
      continue;
    const std::string_view name = core::take_part(value, '=');
    auto decoded_name = percent_decode(name, PlusSign::space);
    auto decoded_value = percent_decode(value, PlusSign::space);
    if (!decoded_name.has_value() || !decoded_value.has_value())
      fail("invalid percent-encoding in the query");
    if (parameters.find(*decoded_name).has_value())
      fail("query parameter \"" + std::string(core::utf8_head(*decoded_name, 64)) + "\" is given twice");
    if (parameters.size() >= query_parameter_limit)
      fail("too many query parameters");
    parameters.add(std::move(*decoded_name), std::move(*decoded_value));
  }
}

} // namespace

std::optional<std::string_view> QueryParameters::find(std::string_view name) const {
  for (const auto& [key, value] : parameters_)
    if (key == name)
      return value;
  return std::nullopt;
}

void QueryParameters::refuse_others(std::initializer_list<std::string_view> known) const {
  refuse_others(std::vector<std::string_view>(known));
}

void QueryParameters::refuse_others(const std::vector<std::string_view>& known) const {
  for (const auto& [key, value] : parameters_)
    if (std::find(known.begin(), known.end(), key) == known.end())
      fail("unknown query parameter \"" + std::string(core::utf8_head(key, 64)) + "\"");
}

std::optional<std::string> percent_decode(std::string_view text, PlusSign plus) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    const std::size_t escape = std::min(text.find('%'), text.size());
    decoded.append(text.substr(0, escape));
    if (plus == PlusSign::space)
      std::replace(decoded.end() - static_cast<std::ptrdiff_t>(escape), decoded.end(), '+', ' ');
    text.remove_prefix(escape);
    if (text.empty())
      break;
    const int high = text.size() > 1 ? hex_value(text[1]) : -1;
    const int low = text.size() > 2 ? hex_value(text[2]) : -1;
    if (high < 0 || low < 0)
      return std::nullopt;
    decoded.push_back(static_cast<char>(high << 4 | low));
    text.remove_prefix(3);
  }
  if (std::any_of(decoded.begin(), decoded.end(), is_control) || !core::is_utf8(decoded))
    return std::nullopt;
  return decoded;
}

Target parse_target(std::string_view target) {
  Target result;
  if (target.find('#') != std::string_view::npos)
    fail("a fragment is not allowed in the request target");
  std::string_view query = target;
  const std::string_view path = core::take_part(query, '?');
  parse_path(path, result);
  parse_query(query, result.query);
  return result;
}

} // namespace studio::http
