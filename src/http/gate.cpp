// Each rule is one function that returns a refusal or nothing; find_refusal asks them in the order in which they become
// meaningful: sizes, bytes, framing, then who is asked and who asks.
#include "http/gate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/ascii.h"
#include "core/sqlstate.h"

namespace studio::http {

namespace {

using core::Error;
namespace sqlstate = core::sqlstate;
using Outcome = std::optional<Refusal>;

Refusal bad_request(std::string message) {
  return Refusal{400, Error(sqlstate::protocol_violation, std::move(message)), true};
}

Refusal too_large(int status, std::string message, std::size_t limit_bytes) {
  Error error(sqlstate::too_large, std::move(message));
  error.with_detail("The limit is " + std::to_string(limit_bytes) + " bytes.");
  return Refusal{status, std::move(error), true};
}

// What each byte may stand in. Every byte of every header is looked up, so this is a table and not a question.
constexpr std::uint8_t in_token = 1;  // RFC 9110 token: a method, a header name
constexpr std::uint8_t in_target = 2; // printable ASCII and UTF-8, which people type at curl; decoded and checked later
constexpr std::uint8_t in_value = 4;  // the same with blanks

constexpr std::array<std::uint8_t, 256> make_byte_table() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t byte = 0x21; byte < 0x100; byte++)
    table[byte] = byte == 0x7F ? 0 : in_target | in_value;
  table[' '] = in_value;
  table['\t'] = in_value;
  for (const char byte :
       std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    table[static_cast<unsigned char>(byte)] |= in_token;
  return table;
}

constexpr std::array<std::uint8_t, 256> byte_table = make_byte_table();

bool consists_of(std::string_view text, std::uint8_t kind) {
  std::uint8_t common = kind;
  for (const char byte : text)
    common &= byte_table[static_cast<unsigned char>(byte)];
  return common != 0;
}

bool is_token(std::string_view text) { return !text.empty() && consists_of(text, in_token); }

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char byte) { return byte >= '0' && byte <= '9'; });
}

Outcome check_request_line(const GateInput& request, const GateRules& rules) {
  if (request.target.size() > rules.target_bytes)
    return too_large(414, "the request target is too long", rules.target_bytes);
  if (!is_token(request.method) || request.method.size() > rules.method_bytes)
    return bad_request("invalid method");
  if (request.version != "HTTP/1.1" && request.version != "HTTP/1.0")
    return bad_request("unknown protocol version");
  if (request.target.empty() || request.target.front() != '/')
    return bad_request("the request target must begin with a slash");
  if (!consists_of(request.target, in_target))
    return bad_request("control character in the request target");
  return std::nullopt;
}

// A value that was folded over lines has CR and LF in it, so the last test refuses it too.
Outcome check_header_bytes(const Headers& headers, const GateRules& rules) {
  if (headers.block_bytes() > rules.header_block_bytes)
    return too_large(431, "the header block is too large", rules.header_block_bytes);
  if (headers.size() > rules.header_count)
    return Refusal{431, Error(sqlstate::too_large, "too many header fields"), true};
  for (std::size_t index = 0; index < headers.size(); index++) {
    const Headers::Field field = headers.at(index);
    if (!is_token(field.name))
      return bad_request("invalid header name");
    if (!consists_of(field.value, in_value))
      return bad_request("control character in a header value");
  }
  return std::nullopt;
}

// RFC 9112 section 6.3: whoever reads the end of the body otherwise than the proxy before him reads the next request wrongly.
Outcome check_framing(const GateInput& request) {
  const Headers& headers = request.headers;
  const std::size_t lengths = headers.count("Content-Length");
  const std::size_t encodings = headers.count("Transfer-Encoding");
  if (lengths > 0 && encodings > 0)
    return bad_request("Content-Length together with Transfer-Encoding");
  if (lengths > 1)
    return bad_request("more than one Content-Length");
  if (encodings > 1)
    return bad_request("more than one Transfer-Encoding");
  constexpr std::size_t digits_limit = 18; // fits 64 bits
  const auto length = headers.find("Content-Length");
  if (length.has_value()) {
    const std::string_view digits = core::trim_blanks(*length);
    if (!is_digits(digits) || digits.size() > digits_limit)
      return bad_request("invalid Content-Length");
  }
  const auto encoding = headers.find("Transfer-Encoding");
  if (encoding.has_value()) {
    if (!core::equal_without_case(core::trim_blanks(*encoding), "chunked"))
      return bad_request("unknown Transfer-Encoding");
    if (request.version != "HTTP/1.1")
      return bad_request("Transfer-Encoding before HTTP/1.1");
  }
  return std::nullopt;
}

Outcome check_content_encoding(const Headers& headers) {
  const auto encoding = headers.find("Content-Encoding");
  if (!encoding.has_value())
    return std::nullopt;
  if (headers.count("Content-Encoding") == 1 && core::equal_without_case(core::trim_blanks(*encoding), "identity"))
    return std::nullopt;
  Error error(sqlstate::feature_not_supported, "compressed request bodies are not accepted");
  error.with_hint("Send the body without Content-Encoding.");
  return Refusal{415, std::move(error), true};
}

bool is_allowed(const std::optional<HostName>& host, const GateRules& rules) {
  return host.has_value() &&
         std::find(rules.allowed_hosts.begin(), rules.allowed_hosts.end(), *host) != rules.allowed_hosts.end();
}

Outcome check_host(const Headers& headers, const GateRules& rules) {
  if (headers.count("Host") > 1)
    return bad_request("more than one Host");
  const auto host = headers.find("Host");
  if (!host.has_value())
    return bad_request("no Host");
  if (is_allowed(parse_host(core::trim_blanks(*host)), rules))
    return std::nullopt;
  Error error(sqlstate::wrong_host, "this server does not answer to that host name");
  error.with_hint("The setting studio.allowed_hosts lists the names that it answers to.");
  return Refusal{421, std::move(error), true};
}

bool changes_state(const GateInput& request) {
  return request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
}

// Every browser sends Origin with such a request, and most send Sec-Fetch-Site too; other clients send neither.
Outcome check_origin(const GateInput& request, const GateRules& rules) {
  const Headers& headers = request.headers;
  if (!changes_state(request) && headers.count("Upgrade") == 0)
    return std::nullopt;
  const auto origin = headers.find("Origin");
  const bool origin_is_ours = !origin.has_value() || (headers.count("Origin") == 1 &&
                                                      is_allowed(parse_origin(core::trim_blanks(*origin)), rules));
  const std::string site = headers.joined("Sec-Fetch-Site");
  const bool site_is_ours = site.empty() || site == "same-origin" || site == "none";
  if (origin_is_ours && site_is_ours)
    return std::nullopt;
  Error error(sqlstate::wrong_host, "requests from another origin are not accepted");
  error.with_hint("The setting studio.allowed_hosts lists the hosts whose pages may use this server.");
  return Refusal{403, std::move(error), true};
}

Outcome check_credentials(const Headers& headers) {
  if (headers.count("Authorization") > 1)
    return bad_request("more than one Authorization");
  return std::nullopt;
}

} // namespace

std::optional<Refusal> find_refusal(const GateInput& request, const GateRules& rules) {
  if (auto refusal = check_request_line(request, rules))
    return refusal;
  if (auto refusal = check_header_bytes(request.headers, rules))
    return refusal;
  if (auto refusal = check_framing(request))
    return refusal;
  if (auto refusal = check_content_encoding(request.headers))
    return refusal;
  if (auto refusal = check_credentials(request.headers))
    return refusal;
  if (auto refusal = check_host(request.headers, rules))
    return refusal;
  return check_origin(request, rules);
}

} // namespace studio::http
