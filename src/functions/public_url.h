// Where browsers reach studio, as the settings say. Knows no socket.
#pragma once

#include <string>

#include "pg/settings.h"

namespace studio::functions {

// studio.public_url without trailing slashes, or http://localhost and the port where it is empty.
inline std::string public_url() {
  const char* configured = pg::settings.public_url;
  std::string url = configured == nullptr ? "" : configured;
  while (!url.empty() && url.back() == '/') {
    url.pop_back();
  }
  return url.empty() ? "http://localhost:" + std::to_string(pg::settings.port) : url;
}

} // namespace studio::functions
