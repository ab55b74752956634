// The request target, taken apart: path segments and query parameters, decoded.
//
// Plain C++. Decoding is strict and happens once: a bad escape, an escape that yields NUL or bytes that are not UTF-8, `.`
// and `..` are refused, so no later room meets a second spelling of a path.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/no_postgres.h"

namespace studio::http {

constexpr std::size_t query_parameter_limit = 64;

class QueryParameters {
public:
  // nullopt where absent; the value may be empty. Each name occurs once: a second one is refused in parse_target.
  std::optional<std::string_view> find(std::string_view name) const;
  // Throws 22023 for the first name that is not in the list.
  void refuse_others(std::initializer_list<std::string_view> known) const;
  void refuse_others(const std::vector<std::string_view>& known) const;
  std::size_t size() const { return parameters_.size(); }
  void add(std::string name, std::string value) { parameters_.emplace_back(std::move(name), std::move(value)); }

private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

struct Target {
  std::string path;                  // the segments joined by '/' again; for the table of static files and for the log
  std::vector<std::string> segments; // of `/a/b%2Fc`: "a", "b/c"; of `/`: one empty segment
  QueryParameters query;
};

// Splits and decodes an origin-form target (`/path?query`). Throws Error 22023 that says what is wrong with it.
Target parse_target(std::string_view target);

enum class PlusSign { plain, space };
// Percent-decoding of one part; nullopt for a bad escape, NUL, a control byte or bytes that are not UTF-8.
std::optional<std::string> percent_decode(std::string_view text, PlusSign plus);

} // namespace studio::http
