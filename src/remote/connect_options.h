// What libpq is told, and all of it: an allow-list, so that no file, service or identity of this machine is used.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "remote/target.h"

namespace studio::remote {

class ConnectOptions {
public:
  // Resolves the host, until the deadline of the monotonic clock at the latest, and opens the password. Throws as resolve.h and
  // target.h.
  ConnectOptions(const Target& target, int64_t deadline_ms);
  ConnectOptions(const ConnectOptions&) = delete;
  ConnectOptions& operator=(const ConnectOptions&) = delete;
  // Wipes the password.
  ~ConnectOptions();

  // Null-terminated arrays, good as long as this object.
  const char* const* names() const { return names_.data(); }
  const char* const* values() const { return values_.data(); }

private:
  void add(const char* name, std::string value);

  std::vector<std::pair<const char*, std::string>> options_;
  std::vector<const char*> names_;
  std::vector<const char*> values_;
};

} // namespace studio::remote
