// What a process of this server is doing and who stands in its way, from shared memory: no SQL, no transaction, and no wait
// for anything but light-weight locks.
//
// Knows nothing of who may see what: the statement of a blocking process is everything that pg_stat_activity could show to
// anybody, and whoever passes it on asks first (`activity_rights`, src/service). The gateway calls it for a query that is
// looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/progress.h"

namespace studio::gateway {

// A process that holds, or waits before us for, the lock that is waited for.
struct Blocker {
  int pid = 0;           // 0: a prepared transaction, of which nothing else is known
  Oid role = InvalidOid; // InvalidOid: none, as of an autovacuum worker
  std::string application;
  const char* state = ""; // as in pg_stat_activity; empty where unknown
  std::string query;
  int64_t since_ms = -1; // how long its transaction has been open; -1 where it has none
};

struct Activity {
  std::string wait_type; // empty where it waits for nothing
  std::string wait_event;
  std::optional<Progress> progress;
  std::vector<Blocker> blocked_by;
};

Activity activity_of(int pid);

} // namespace studio::gateway
