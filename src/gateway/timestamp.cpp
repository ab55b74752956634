#include "gateway/timestamp.h"

#include <cstdio>
#include <ctime>

namespace studio::gateway {

std::string timestamp_ms_ago(int64_t ago_ms) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t at_ms = static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000 - ago_ms;
  time_t seconds = at_ms / 1000;
  struct tm parts;
  gmtime_r(&seconds, &parts);
  char text[64];
  size_t bytes = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(text + bytes, sizeof text - bytes, ".%03dZ", static_cast<int>(at_ms % 1000));
  return text;
}

} // namespace studio::gateway
