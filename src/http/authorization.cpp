// RFC 6750 section 2.1.
#include "http/authorization.h"

#include "core/ascii.h"

namespace studio::http {

namespace {

bool is_token_byte(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
         byte == '.' || byte == '_' || byte == '~' || byte == '+' || byte == '/' || byte == '=';
}

} // namespace

std::optional<std::string_view> bearer_token(std::string_view header) {
  constexpr std::string_view scheme = "Bearer ";
  if (!core::equal_without_case(header.substr(0, scheme.size()), scheme))
    return std::nullopt;
  std::string_view token = header.substr(scheme.size());
  while (!token.empty() && token.front() == ' ')
    token.remove_prefix(1);
  if (token.empty() || token.size() > bearer_token_limit_bytes)
    return std::nullopt;
  for (const char byte : token)
    if (!is_token_byte(byte))
      return std::nullopt;
  return token;
}

} // namespace studio::http
