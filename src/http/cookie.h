// Cookies: read the one we set, and write it.
//
// Plain C++: knows no name of ours. Other servers on other ports of the same host share the browser's cookies, so the header
// may hold much that is not ours, and somebody else's cookie of our name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::http {

constexpr std::size_t cookie_header_limit_bytes = 16 * 1024;

// The value of that cookie in a Cookie header. nullopt when it is absent, or there twice: then nobody can tell which of the
// two is ours, and a planted one must not win.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

enum class CookieScheme { http, https };

struct SetCookie {
  std::string name;
  std::string value; // cookie octets only; ours are base64url
  std::string path;
  std::int64_t max_age_s = 0; // 0 takes the cookie back
  CookieScheme scheme = CookieScheme::http;
};

// The value of a Set-Cookie header, always HttpOnly and SameSite=Strict. Throws Error XX000 for a name, value or path that
// would break out of its place.
std::string set_cookie_header(const SetCookie& cookie);

} // namespace studio::http
