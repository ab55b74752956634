#include "gateway/usage_limits.h"

#include "core/sqlstate.h"

namespace studio::gateway {

namespace {

core::Error refusal(const char* what, const char* whose, int64_t limit) {
  core::Error error(core::sqlstate::configuration_limit_exceeded, std::string("too many ") + what);
  error.with_detail(std::string("The ") + whose + " may have " + std::to_string(limit) + ".");
  error.with_hint("Wait a while and try again.");
  error.retry_after_s = 1;
  return error;
}

} // namespace

std::optional<core::Error> over_limit(const char* what, const Usage& used, const UsageLimits& limits,
                                      int64_t UsageLimit::*limit) {
  int64_t of_organization = limits.organization.*limit;
  int64_t of_account = limits.account.*limit;
  if (of_account != 0 && used.account > of_account) {
    return refusal(what, "account", of_account);
  }
  if (of_organization != 0 && used.organization > of_organization) {
    return refusal(what, "organization", of_organization);
  }
  return std::nullopt;
}

std::optional<core::Error> RequestMeter::count(const core::Uuid& organization, const core::Uuid& account,
                                               const UsageLimits& limits, int64_t now_ms) {
  if (limits.organization.requests_per_second == 0 && limits.account.requests_per_second == 0) {
    return std::nullopt;
  }
  if (second_ != now_ms / 1000) {
    second_ = now_ms / 1000;
    counts_.clear();
  }
  Usage used{++counts_[organization], ++counts_[account]};
  return over_limit("requests a second", used, limits, &UsageLimit::requests_per_second);
}

} // namespace studio::gateway
