// What an organization or an account may use at most (table studio.quota), and how much it uses.
//
// Each is counted by itself and held against its own limit: what an organization's members use together against the
// organization's, what a person uses in all organizations against the account's. So the lower one wins, and a person with a low
// limit is never refused for what others do. Knows no route; RunnerPool asks.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "core/error.h"
#include "core/uuid.h"

namespace studio::gateway {

// What one of the two may use; 0 = no limit.
struct UsageLimit {
  int64_t concurrent_statements = 0;
  int64_t requests_per_second = 0;
  int64_t sockets = 0;
};

struct UsageLimits {
  UsageLimit organization;
  UsageLimit account;
};

// How much of one thing the two use.
struct Usage {
  int64_t organization = 0;
  int64_t account = 0;
};

// 53400 with a time to wait where either uses more than its limit; the text says whose limit of `what` that is.
std::optional<core::Error> over_limit(const char* what, const Usage& used, const UsageLimits& limits,
                                      int64_t UsageLimit::*limit);

// Counts requests by the second.
class RequestMeter {
public:
  // Counts one more of both; 53400 where that is more than a limit.
  std::optional<core::Error> count(const core::Uuid& organization, const core::Uuid& account, const UsageLimits& limits,
                                   int64_t now_ms);

private:
  std::unordered_map<core::Uuid, int64_t, core::UuidHash> counts_; // in the present second
  int64_t second_ = 0;
};

} // namespace studio::gateway
