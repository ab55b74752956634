// RFC 6265: lenient where browsers are (other servers' cookies), strict about our own.
#include "http/cookie.h"

#include <algorithm>

#include "core/ascii.h"
#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::http {

namespace {

// RFC 6265 cookie-octet: printable ASCII without blank, quote, comma, semicolon and backslash.
bool is_cookie_octet(char byte) {
  return byte > 0x20 && byte < 0x7F && byte != '"' && byte != ',' && byte != ';' && byte != '\\';
}

bool is_clean(std::string_view text) { return std::all_of(text.begin(), text.end(), is_cookie_octet); }

} // namespace

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  if (header.size() > cookie_header_limit_bytes)
    return std::nullopt;
  std::optional<std::string_view> found;
  while (!header.empty()) {
    const std::string_view pair = core::trim_blanks(core::take_part(header, ';'));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || core::trim_blanks(pair.substr(0, equals)) != name)
      continue;
    if (found.has_value())
      return std::nullopt;
    found = core::trim_blanks(pair.substr(equals + 1));
  }
  if (found.has_value() && !is_clean(*found))
    return std::nullopt;
  return found;
}

std::string set_cookie_header(const SetCookie& cookie) {
  const bool is_sound = is_clean(cookie.name) && is_clean(cookie.value) && is_clean(cookie.path) &&
                        !cookie.name.empty() && cookie.name.find('=') == std::string::npos;
  if (!is_sound)
    throw core::Error(core::sqlstate::internal_error, "a cookie was to be set that is none");
  std::string header = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
  header += "; Max-Age=" + std::to_string(cookie.max_age_s) + "; HttpOnly; SameSite=Strict";
  if (cookie.scheme == CookieScheme::https)
    header += "; Secure";
  return header;
}

} // namespace studio::http
