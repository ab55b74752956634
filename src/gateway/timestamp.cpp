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

int64_t unix_seconds(std::string_view text) {
  struct tm parts = {};
  int read = std::sscanf(std::string(text).c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon,
                         &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec);
  if (read != 6) {
    return 0;
  }
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  return timegm(&parts);
}

} // namespace studio::gateway
