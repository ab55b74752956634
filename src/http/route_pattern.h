// One route's pattern, taken apart once: what Router (http/router.h) compares with a path.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/no_postgres.h"

namespace studio::http {

// The decoded parts of a path, or the last of them: those that a table of routes is about.
using PathSegments = std::span<const std::string>;

// The values of the parts in braces.
class RouteParameters {
public:
  // The value; empty when the pattern has no such part.
  std::string_view at(std::string_view name) const;
  void add(std::string name, std::string value) { values_.emplace_back(std::move(name), std::move(value)); }

private:
  std::vector<std::pair<std::string, std::string>> values_;
};

class RoutePattern {
public:
  // Throws std::invalid_argument when the text is no pattern: a mistake in the table, not in a request.
  explicit RoutePattern(std::string_view text);

  const std::string& text() const { return text_; }
  bool matches(PathSegments segments) const;
  // Compares patterns that match the same path, from the left: the first literal part wins.
  bool is_more_literal_than(const RoutePattern& other) const;
  RouteParameters parameters(PathSegments segments) const;
  // Throws std::invalid_argument when another route has the same method and matches exactly the same paths.
  void refuse_clash(std::string_view method, std::string_view other_method, const RoutePattern& other) const;

private:
  struct Part {
    std::string text; // the literal, or the name in the braces
    bool is_parameter = false;
  };

  std::string text_;
  std::vector<Part> parts_;
};

// The methods of a path, for the Allow header: each once, HEAD beside GET.
class AllowList {
public:
  void add(std::string_view method);
  bool is_empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

private:
  std::vector<std::string> methods_;
  std::string text_;
};

} // namespace studio::http
