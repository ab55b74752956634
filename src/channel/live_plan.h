// How many rows each node of a running plan has given so far: a place in a runner's slot, written by its runner between two
// rows and read by the gateway whenever somebody looks.
//
// Knows no plan: nodes are numbers in the order in which EXPLAIN shows them. Written also in a signal handler, so nothing here
// allocates, locks or raises.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "port/atomics.h"
}

namespace studio::channel {

constexpr int live_node_limit = 200; // nodes behind are not told

struct LiveNode {
  double rows;  // of all loops
  double loops; // begun
};

struct LiveCounts {
  uint64 sequence; // the request whose plan it is
  int32 statement; // its number in the text
  int32 node_count;
  LiveNode nodes[live_node_limit];
};

struct LivePlan {
  pg_atomic_uint32 version; // odd while the runner writes
  LiveCounts counts;
};

// The runner, which alone writes: between begin and end it changes `counts`.
inline void live_plan_begin_write(LivePlan* plan) {
  pg_atomic_write_u32(&plan->version, pg_atomic_read_u32(&plan->version) + 1);
  pg_write_barrier();
}
inline void live_plan_end_write(LivePlan* plan) {
  pg_write_barrier();
  pg_atomic_write_u32(&plan->version, pg_atomic_read_u32(&plan->version) + 1);
}

// The gateway: copies what there is of this request; false where there is nothing, or where the runner writes all the time.
bool live_plan_read(LivePlan* plan, uint64 sequence, LiveCounts* counts);

} // namespace studio::channel
