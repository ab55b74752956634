#include "channel/live_plan.h"

namespace studio::channel {

bool live_plan_read(LivePlan* plan, uint64 sequence, LiveCounts* counts) {
  constexpr int tries = 10;
  for (int i = 0; i < tries; i++) {
    uint32 before = pg_atomic_read_u32(&plan->version);
    pg_read_barrier();
    memcpy(counts, &plan->counts, sizeof *counts);
    pg_read_barrier();
    if (before % 2 == 0 && pg_atomic_read_u32(&plan->version) == before) {
      counts->node_count = Min(Max(counts->node_count, 0), live_node_limit);
      return counts->sequence == sequence;
    }
  }
  return false;
}

} // namespace studio::channel
