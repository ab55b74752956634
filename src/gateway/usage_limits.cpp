#include "gateway/usage_limits.h"

#include <algorithm>

#include "core/sqlstate.h"

namespace studio::gateway {

core::Error over_limit(const char* what, int64_t limit) {
  core::Error error(core::sqlstate::configuration_limit_exceeded, std::string("too many ") + what);
  error.with_detail("The organization or the account may have " + std::to_string(limit) + ".");
  error.with_hint("Wait a while and try again.");
  error.retry_after_s = 1;
  return error;
}

std::optional<core::Error> RequestMeter::count(const core::Uuid& organization, const core::Uuid& account, int64_t limit,
                                               int64_t now_ms) {
  if (limit == 0) {
    return std::nullopt;
  }
  if (second_ != now_ms / 1000) {
    second_ = now_ms / 1000;
    counts_.clear();
  }
  int64_t used = std::max(++counts_[organization], ++counts_[account]);
  return used > limit ? std::optional(over_limit("requests a second", limit)) : std::nullopt;
}

} // namespace studio::gateway
