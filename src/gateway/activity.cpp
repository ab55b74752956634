#include "gateway/activity.h"

#include "gateway/words.h"
#include "pg/guard.h"

extern "C" {
#include "catalog/pg_type_d.h"
#include "storage/procarray.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"
#include "utils/wait_event.h"
}

namespace studio::gateway {

namespace {

constexpr int blocker_limit = 20;
constexpr size_t query_limit_bytes = 4000;

const char* state_name(BackendState state) {
  switch (state) {
  case STATE_IDLE:
    return "idle";
  case STATE_RUNNING:
    return "active";
  case STATE_IDLEINTRANSACTION:
    return "idle in transaction";
  case STATE_FASTPATH:
    return "fastpath function call";
  case STATE_IDLEINTRANSACTION_ABORTED:
    return "idle in transaction (aborted)";
  case STATE_DISABLED:
    return "disabled";
  default:
    return "";
  }
}

struct Pids {
  int count = 0;
  int32 pids[blocker_limit];
};

// As pg_blocking_pids() says; it looks at the lock tables of this moment and needs no transaction. Should it fail for want of
// memory, the partitions' locks must not stay with us.
Pids blocking_pids(int pid) {
  try {
    return pg::call([&] {
      MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "blocking pids", ALLOCSET_DEFAULT_SIZES);
      MemoryContext previous = MemoryContextSwitchTo(context);
      Pids found;
      ArrayType* array = DatumGetArrayTypeP(DirectFunctionCall1(pg_blocking_pids, Int32GetDatum(pid)));
      int count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
      found.count = Min(count, blocker_limit);
      memcpy(found.pids, ARR_DATA_PTR(array), static_cast<size_t>(found.count) * sizeof(int32));
      MemoryContextSwitchTo(previous);
      MemoryContextDelete(context);
      return found;
    });
  } catch (const core::Error&) {
    LWLockReleaseAll();
    throw;
  }
}

void read_wait(int pid, Activity& activity) {
  const char* type = nullptr;
  const char* event = nullptr;
  pg::call([&] {
    PGPROC* process = BackendPidGetProc(pid);
    uint32 info = process == nullptr ? 0 : *const_cast<volatile uint32*>(&process->wait_event_info);
    type = pgstat_get_wait_event_type(info);
    event = pgstat_get_wait_event(info);
  });
  activity.wait_type = type == nullptr ? "" : type;
  activity.wait_event = event == nullptr ? "" : event;
}

Blocker blocker_of(const PgBackendStatus& status) {
  Blocker blocker;
  blocker.pid = status.st_procpid;
  blocker.role = status.st_userid;
  blocker.application = as_utf8(status.st_appname);
  blocker.state = state_name(status.st_state);
  blocker.query = as_utf8(std::string_view(status.st_activity_raw).substr(0, query_limit_bytes));
  if (status.st_xact_start_timestamp != 0) {
    blocker.since_ms = (GetCurrentTimestamp() - status.st_xact_start_timestamp) / 1000;
  }
  return blocker;
}

// The entries of all processes are copied once, and let go of at once.
void read_entries(int pid, const Pids& blocking, Activity& activity) {
  int count = pg::call([] {
    pgstat_clear_backend_activity_snapshot();
    return pgstat_fetch_stat_numbackends();
  });
  for (int place = 1; place <= count; place++) {
    const LocalPgBackendStatus* entry = pg::call([&] { return pg::backend_status_at(place); });
    if (entry == nullptr) {
      continue;
    }
    const PgBackendStatus& status = entry->backendStatus;
    if (status.st_procpid == pid) {
      activity.progress = progress_of(status);
    }
    for (int i = 0; i < blocking.count; i++) {
      if (blocking.pids[i] == status.st_procpid) {
        activity.blocked_by.push_back(blocker_of(status));
      }
    }
  }
  for (int i = 0; i < blocking.count; i++) {
    if (blocking.pids[i] == 0) {
      activity.blocked_by.push_back(Blocker{});
    }
  }
  pg::call([] { pgstat_clear_backend_activity_snapshot(); });
}

} // namespace

Activity activity_of(int pid) {
  Activity activity;
  if (pid == 0) {
    return activity;
  }
  read_wait(pid, activity);
  Pids blocking;
  if (activity.wait_type == "Lock") {
    blocking = blocking_pids(pid);
  }
  read_entries(pid, blocking, activity);
  return activity;
}

} // namespace studio::gateway
