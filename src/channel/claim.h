// Who has a request that lies in a runner's ring: the runner, which begins it, or the gateway, which takes it back.
//
// The gateway may send a runner further requests while one runs, so that a busy runner finds work without sleeping and being
// woken. What has not been begun can be taken back and given to another runner, so a short statement never waits long behind
// a long one. Both sides decide by one compare-and-swap of the request's word: sequence × 2, + 1 if taken back.
//
// Once something has been taken back, nothing more goes behind the request that runs until that has ended. So at most
// pipeline_limit requests taken back, the one that runs and pipeline_limit behind it are unread, and a word is used again only
// when its last request is over.
#pragma once

#include "channel/registry.h"

namespace studio::channel {

constexpr int pipeline_limit = 3; // requests in the ring behind the one that runs
static_assert(claim_count > 2 * pipeline_limit + 1);

inline pg_atomic_uint64* claim_of(Slot* slot, uint64 sequence) { return &slot->claims[sequence % claim_count]; }

// Runner: true where the request is its own now; false where it has been taken back and must be passed over.
inline bool claim_request(Slot* slot, uint64 sequence) {
  pg_atomic_uint64* claim = claim_of(slot, sequence);
  uint64 seen = pg_atomic_read_u64(claim);
  do {
    if (seen == sequence * 2 + 1) {
      return false;
    }
  } while (!pg_atomic_compare_exchange_u64(claim, &seen, sequence * 2));
  return true;
}

// Gateway: true where the request will never be begun; false where the runner has it.
inline bool take_back_request(Slot* slot, uint64 sequence) {
  pg_atomic_uint64* claim = claim_of(slot, sequence);
  uint64 seen = pg_atomic_read_u64(claim);
  do {
    if (seen == sequence * 2) {
      return false;
    }
  } while (!pg_atomic_compare_exchange_u64(claim, &seen, sequence * 2 + 1));
  return true;
}

// Runner: does the ring hold a request behind this one? The latch does not tell: one wake-up may stand for several requests,
// and whatever waits while a statement runs takes it away.
inline bool has_next_request(Slot* slot, uint64 sequence) {
  return pg_atomic_read_u64(&slot->sent_sequence) > sequence;
}

// Gateway, before a launch.
inline void forget_claims(Slot* slot) {
  pg_atomic_write_u64(&slot->sent_sequence, 0);
  for (auto& claim : slot->claims) {
    pg_atomic_write_u64(&claim, 0);
  }
}

} // namespace studio::channel
