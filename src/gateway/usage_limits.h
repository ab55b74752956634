// What an organization or an account may use at most (table studio.quota), and how much it uses.
//
// A grant brings the lower of both limits. Where it is held against what is used, the organization and the account are both
// counted and the larger number decides, so neither ever has more than its limit. Knows no route; RunnerPool asks.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "core/error.h"
#include "core/uuid.h"

namespace studio::gateway {

// 0 = none.
struct UsageLimits {
  int64_t concurrent_statements = 0;
  int64_t requests_per_second = 0;
  int64_t sockets = 0;
};

// 53400 with a time to wait: `what` says which limit, `limit` how high it is.
core::Error over_limit(const char* what, int64_t limit);

// Counts requests by the second.
class RequestMeter {
public:
  // Counts one more of both; 53400 where that is more than the limit.
  std::optional<core::Error> count(const core::Uuid& organization, const core::Uuid& account, int64_t limit,
                                   int64_t now_ms);

private:
  std::unordered_map<core::Uuid, int64_t, core::UuidHash> counts_; // in the present second
  int64_t second_ = 0;
};

} // namespace studio::gateway
