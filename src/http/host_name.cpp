#include "http/host_name.h"

#include <algorithm>
#include <charconv>

#include "core/ascii.h"
#include "core/error.h"
#include "core/sqlstate.h"
#include "http/address.h"

namespace studio::http {

namespace {

constexpr std::size_t name_limit_bytes = 253; // of a DNS name
constexpr int http_port = 80;
constexpr int https_port = 443;

bool is_name_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_';
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    if (letter >= 'A' && letter <= 'Z')
      letter = static_cast<char>(letter | 0x20);
  return result;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= name_limit_bytes && name.front() != '.' && name.back() != '.' &&
         std::all_of(name.begin(), name.end(), is_name_byte);
}

// 1 to 65535 in plain digits.
std::optional<int> parse_port(std::string_view text) {
  constexpr std::size_t digits_limit = 5;
  int port = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, port);
  if (result.ec != std::errc() || result.ptr != end || text.size() > digits_limit)
    return std::nullopt;
  if (port < 1 || port > 65535)
    return std::nullopt;
  return port == http_port || port == https_port ? 0 : port;
}

// The part in brackets, in the one spelling that inet_ntop gives.
std::optional<std::string> parse_bracketed(std::string_view text) {
  const auto address = Address::parse(text);
  if (!address.has_value() || text.find(':') == std::string_view::npos)
    return std::nullopt;
  return "[" + address->text() + "]";
}

} // namespace

std::optional<HostName> parse_host(std::string_view text) {
  HostName host;
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos)
      return std::nullopt;
    auto name = parse_bracketed(text.substr(1, end - 1));
    if (!name.has_value())
      return std::nullopt;
    host.name = std::move(*name);
    rest = text.substr(end + 1);
  } else {
    const std::size_t end = std::min(text.find(':'), text.size());
    host.name = lower(text.substr(0, end));
    if (!is_name(host.name))
      return std::nullopt;
    rest = text.substr(end);
  }
  if (rest.empty())
    return host;
  const auto port = rest.front() == ':' ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port.has_value())
    return std::nullopt;
  host.port = *port;
  return host;
}

std::optional<HostName> parse_origin(std::string_view text) {
  for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")})
    if (text.substr(0, scheme.size()) == scheme)
      return parse_host(text.substr(scheme.size()));
  return std::nullopt;
}

std::vector<HostName> parse_host_list(std::string_view text) {
  std::vector<HostName> hosts;
  while (!core::trim_blanks(text).empty()) {
    const std::string_view entry = core::trim_blanks(core::take_part(text, ','));
    auto host = parse_host(entry);
    if (!host.has_value())
      throw core::Error(core::sqlstate::invalid_parameter_value,
                        "invalid host \"" + std::string(entry.substr(0, name_limit_bytes)) + "\"")
          .with_hint("Write hosts like studio.example.com or localhost:8432, separated by commas.");
    hosts.push_back(std::move(*host));
  }
  return hosts;
}

} // namespace studio::http
