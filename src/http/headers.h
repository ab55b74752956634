// The header fields of a request or response, in their order.
//
// Plain C++. Names compare without regard to case. All bytes lie in one buffer, so that a request with twenty headers costs
// two allocations and not forty.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/no_postgres.h"

namespace studio::http {

class Headers {
public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };

  void add(std::string_view name, std::string_view value);

  std::size_t size() const { return entries_.size(); }
  // Valid until the next add(). `index` < size(). A NUL follows name and value, so data() is a C string.
  Field at(std::size_t index) const;

  // The value of the first field of that name.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  // All values of that name in their order, joined by ", "; empty when there is none.
  std::string joined(std::string_view name) const;

  // Names, values, and the four bytes `: ` and CRLF of each line.
  std::size_t block_bytes() const { return bytes_.size() + 2 * entries_.size(); }

private:
  struct Entry {
    std::uint32_t name_offset;
    std::uint32_t name_bytes;
    std::uint32_t value_bytes; // the value stands behind the name and its NUL, and ends with one too
  };

  // The lengths are compared first: that settles nearly every question without a look at the bytes.
  bool has_name(const Entry& entry, std::string_view name) const;

  std::string bytes_;
  std::vector<Entry> entries_;
};

} // namespace studio::http
