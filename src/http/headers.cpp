// One buffer for all names and values, one small entry for each field.
#include "http/headers.h"

#include "core/ascii.h"

namespace studio::http {

void Headers::add(std::string_view name, std::string_view value) {
  if (entries_.empty()) {
    // An ordinary request fits, so it costs these two allocations; both are of the sizes that malloc keeps at hand.
    constexpr std::size_t usual_count = 20;
    constexpr std::size_t usual_bytes = 1000;
    entries_.reserve(usual_count);
    bytes_.reserve(usual_bytes);
  }
  entries_.push_back(Entry{static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(name.size()),
                           static_cast<std::uint32_t>(value.size())});
  bytes_.append(name).push_back('\0');
  bytes_.append(value).push_back('\0');
}

Headers::Field Headers::at(std::size_t index) const {
  const Entry& entry = entries_[index];
  const std::string_view bytes = bytes_;
  return Field{bytes.substr(entry.name_offset, entry.name_bytes),
               bytes.substr(entry.name_offset + entry.name_bytes + 1, entry.value_bytes)};
}

bool Headers::has_name(const Entry& entry, std::string_view name) const {
  return entry.name_bytes == name.size() &&
         core::equal_without_case(std::string_view(bytes_).substr(entry.name_offset, name.size()), name);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (std::size_t index = 0; index < size(); index++)
    if (has_name(entries_[index], name))
      return at(index).value;
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  std::size_t count = 0;
  for (const Entry& entry : entries_)
    count += has_name(entry, name);
  return count;
}

std::string Headers::joined(std::string_view name) const {
  std::string joined;
  for (std::size_t index = 0; index < size(); index++) {
    if (!has_name(entries_[index], name))
      continue;
    if (!joined.empty())
      joined.append(", ");
    joined.append(at(index).value);
  }
  return joined;
}

} // namespace studio::http
