// How far a utility statement has come, in the words of the views pg_stat_progress_*.
//
// Knows the numbers that a backend publishes and what they mean; where they are read from is activity.h's business. Only the
// gateway asks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pg/version.h"

namespace studio::gateway {

struct Progress {
  const char* command; // as PostgreSQL writes it: "VACUUM", "CREATE INDEX CONCURRENTLY" …
  std::string phase;   // empty where the command has none
  int64_t done = 0;
  int64_t total = 0; // 0: not known, or the phase does not count
  const char* unit;  // of both: "blocks", "tuples", "bytes", "lockers", "partitions"
};

// What the entry of a backend says; nothing where its command reports no progress, or is a base backup.
std::optional<Progress> progress_of(const PgBackendStatus& status);

} // namespace studio::gateway
