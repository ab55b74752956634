// RFC 6750 section 2.1.
#include "http/authorization.h"

#include <algorithm>
#include <array>

#include "core/ascii.h"

namespace studio::http {

namespace {

constexpr std::array<bool, 256> make_token_bytes() {
  std::array<bool, 256> bytes{};
  for (const char byte : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="))
    bytes[static_cast<unsigned char>(byte)] = true;
  return bytes;
}

constexpr std::array<bool, 256> token_bytes = make_token_bytes();

bool consists_of_token_bytes(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) { return token_bytes[static_cast<unsigned char>(byte)]; });
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
  return consists_of_token_bytes(token) ? std::optional(token) : std::nullopt;
}

} // namespace studio::http
