// `/connections/{id}/query`, split at the slashes once at start.
#include "http/route_pattern.h"

#include <algorithm>
#include <stdexcept>

namespace studio::http {

std::string_view RouteParameters::at(std::string_view name) const {
  for (const auto& [key, value] : values_)
    if (key == name)
      return value;
  return {};
}

RoutePattern::RoutePattern(std::string_view text) : text_(text) {
  if (text.empty() || text[0] != '/')
    throw std::invalid_argument("route pattern without a leading slash: " + text_);
  std::size_t start = 1;
  while (start <= text.size()) {
    const std::size_t end = std::min(text.find('/', start), text.size());
    std::string part(text.substr(start, end - start));
    start = end + 1;
    const bool opens = !part.empty() && part.front() == '{';
    const bool closes = !part.empty() && part.back() == '}';
    if (opens != closes || part == "{}" || part == "{")
      throw std::invalid_argument("unreadable route pattern: " + text_);
    if (opens)
      part = part.substr(1, part.size() - 2);
    parts_.push_back(Part{std::move(part), opens});
  }
}

bool RoutePattern::matches(PathSegments segments) const {
  if (segments.size() != parts_.size())
    return false;
  for (std::size_t index = 0; index < parts_.size(); index++) {
    const Part& part = parts_[index];
    if (part.is_parameter ? segments[index].empty() : segments[index] != part.text)
      return false;
  }
  return true;
}

bool RoutePattern::is_more_literal_than(const RoutePattern& other) const {
  for (std::size_t index = 0; index < parts_.size(); index++)
    if (parts_[index].is_parameter != other.parts_[index].is_parameter)
      return other.parts_[index].is_parameter;
  return false;
}

RouteParameters RoutePattern::parameters(PathSegments segments) const {
  RouteParameters parameters;
  for (std::size_t index = 0; index < parts_.size(); index++)
    if (parts_[index].is_parameter)
      parameters.add(parts_[index].text, segments[index]);
  return parameters;
}

void RoutePattern::refuse_clash(std::string_view method, std::string_view other_method,
                                const RoutePattern& other) const {
  if (method != other_method || parts_.size() != other.parts_.size())
    return;
  for (std::size_t index = 0; index < parts_.size(); index++) {
    const Part& part = parts_[index];
    const Part& other_part = other.parts_[index];
    if (part.is_parameter != other_part.is_parameter)
      return;
    if (!part.is_parameter && part.text != other_part.text)
      return;
  }
  throw std::invalid_argument("two routes for " + std::string(method) + " " + text_);
}

void AllowList::add(std::string_view method) {
  if (std::find(methods_.begin(), methods_.end(), method) != methods_.end())
    return;
  methods_.emplace_back(method);
  if (!text_.empty())
    text_.append(", ");
  text_.append(method);
  if (method == "GET")
    text_.append(", HEAD");
}

} // namespace studio::http
