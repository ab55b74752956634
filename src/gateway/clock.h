// Monotonic milliseconds: every deadline of the gateway is one of these. A jump of the wall clock moves none.
#pragma once

#include <cstdint>
#include <ctime>

namespace studio::gateway {

inline int64_t now_us() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000 + now.tv_nsec / 1000;
}

inline int64_t now_ms() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

// The earlier of two deadlines, where 0 means none.
inline int64_t earlier(int64_t left, int64_t right) {
  if (left == 0) {
    return right;
  }
  return right == 0 || left < right ? left : right;
}

} // namespace studio::gateway
