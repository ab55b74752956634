// studio.status() and studio.wait_until_ready(): what the gateway says of itself in shared memory.
#include "channel/registry.h"
#include "core/version.h"
#include "functions/caller.h"
#include "functions/public_url.h"
#include "functions/row.h"
#include "pg/entry.h"
#include "pg/guard.h"
#include "pg/settings.h"

extern "C" {
#include "access/xlog.h"
#include "utils/fmgrprotos.h"
}

namespace {

using namespace studio;
using channel::GatewayState;
using functions::Row;

GatewayState gateway_state(channel::Registry* registry) {
  return static_cast<GatewayState>(pg_atomic_read_u32(&registry->gateway_state));
}

const char* name_of(GatewayState state) {
  switch (state) {
  case GatewayState::down:
    return "down";
  case GatewayState::starting:
    return "starting";
  case GatewayState::serving:
    return "serving";
  case GatewayState::failed:
    return "failed";
  }
  return "unknown";
}

// The fields that a spinlock covers, copied at once.
struct GatewayWords {
  char reason[sizeof(channel::Registry::gateway_reason)];
  TimestampTz started_at;
};

GatewayWords read_words(channel::Registry* registry) {
  GatewayWords words = {};
  SpinLockAcquire(&registry->mutex);
  memcpy(words.reason, registry->gateway_reason, sizeof words.reason);
  words.started_at = registry->gateway_started_at;
  SpinLockRelease(&registry->mutex);
  words.reason[sizeof words.reason - 1] = '\0';
  return words;
}

struct RunnerCounts {
  int running;
  int busy;
};

RunnerCounts count_runners(channel::Registry* registry) {
  RunnerCounts counts = {};
  for (int i = 0; i < registry->slot_count; i++) {
    channel::Slot& slot = registry->slots[i];
    auto state = static_cast<channel::RunnerState>(pg_atomic_read_u32(&slot.state));
    if (state != channel::RunnerState::free && slot.kind == channel::SlotKind::runner) {
      counts.running++;
      counts.busy += state == channel::RunnerState::busy ? 1 : 0;
    }
  }
  return counts;
}

// Why nobody is served, in the gateway's words or in ours.
const char* reason_of(GatewayState state, const GatewayWords& words) {
  if (state == GatewayState::serving) {
    return nullptr;
  }
  return words.reason[0] != '\0' ? words.reason : "the gateway is not running";
}

void put_gateway(Row* row, channel::Registry* registry, const char* url) {
  GatewayState state = gateway_state(registry);
  GatewayWords words = read_words(registry);
  row->put_text(core::studio_version);
  row->put_text(name_of(state));
  row->put_text(reason_of(state, words));
  row->put_pid(pg_atomic_read_u32(&registry->gateway_pid));
  row->put_time(words.started_at);
  row->put_text(url);
  row->put_text(pg::settings.listen_addresses);
  row->put_int(pg::settings.port);
  row->put_bool(RecoveryInProgress());
}

void put_runners(Row* row, channel::Registry* registry) {
  RunnerCounts counts = count_runners(registry);
  row->put_int(pg::settings.max_runners);
  row->put_int(channel::possible_runners());
  row->put_int(counts.running);
  row->put_int(counts.busy);
  row->put_int(max_worker_processes);
  row->put_int(channel::needed_worker_processes());
  row->put_long(pg_atomic_read_u64(&registry->access_epoch));
  row->put_long(pg_atomic_read_u64(&registry->catalog_epoch));
}

// The end of a wait: serving, or out of time. Answers interrupts, so a cancel ends it too.
bool wait_until_serving(channel::Registry* registry, TimestampTz deadline) {
  constexpr long turn_ms = 20;
  while (gateway_state(registry) != GatewayState::serving) {
    if (GetCurrentTimestamp() >= deadline) {
      return false;
    }
    (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, turn_ms, PG_WAIT_EXTENSION);
    ResetLatch(MyLatch);
    CHECK_FOR_INTERRUPTS();
  }
  return true;
}

} // namespace

STUDIO_FUNCTION(studio_status) {
  functions::require_client_session("status");
  functions::require_registry();
  std::string url = functions::public_url();
  return pg::call([&]() -> Datum {
    TupleDesc shape = nullptr;
    if (get_call_result_type(fcinfo, nullptr, &shape) != TYPEFUNC_COMPOSITE) {
      elog(ERROR, "studio.status() must be called as a function of one row");
    }
    Row row;
    put_gateway(&row, channel::registry(), url.c_str());
    put_runners(&row, channel::registry());
    return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(shape), row.values, row.nulls));
  });
}

STUDIO_FUNCTION(studio_wait_until_ready) {
  functions::require_client_session("wait_until_ready");
  functions::require_registry();
  Interval* timeout = PG_GETARG_INTERVAL_P(0);
  return pg::call([&]() -> Datum {
    Datum deadline = DirectFunctionCall2(timestamptz_pl_interval, TimestampTzGetDatum(GetCurrentTimestamp()),
                                         IntervalPGetDatum(timeout));
    return BoolGetDatum(wait_until_serving(channel::registry(), DatumGetTimestampTz(deadline)));
  });
}
