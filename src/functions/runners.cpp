// studio.runners() and studio.cancel(request): studio's workers, as far as the caller may know of them.
#include "channel/registry.h"
#include "core/sqlstate.h"
#include "functions/caller.h"
#include "functions/row.h"
#include "pg/entry.h"
#include "pg/guard.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "utils/acl.h"
#include "utils/fmgrprotos.h"
#include "utils/uuid.h"
}

namespace {

using namespace studio;
using channel::RunnerState;
using channel::SlotKind;
using functions::Row;

// The fields of a slot that a third process may read, copied under its lock.
struct SlotView {
  RunnerState state;
  uint32 pid;
  SlotKind kind;
  Oid database;
  Oid role;
  channel::AccountId account;
  char request_id[sizeof(channel::Slot::request_id)];
  TimestampTz started_at;
  TimestampTz request_started_at;
  uint64 request_count;
};

SlotView read_slot(channel::Slot* slot) {
  SlotView view = {};
  view.state = static_cast<RunnerState>(pg_atomic_read_u32(&slot->state));
  view.pid = pg_atomic_read_u32(&slot->pid);
  view.request_count = pg_atomic_read_u64(&slot->request_count);
  SpinLockAcquire(&slot->mutex);
  view.kind = slot->kind;
  view.database = slot->database;
  view.role = slot->role;
  view.account = slot->account;
  memcpy(view.request_id, slot->request_id, sizeof view.request_id);
  view.started_at = slot->started_at;
  view.request_started_at = slot->request_started_at;
  SpinLockRelease(&slot->mutex);
  view.request_id[sizeof view.request_id - 1] = '\0';
  return view;
}

const char* name_of(SlotKind kind) {
  switch (kind) {
  case SlotKind::none:
    return nullptr;
  case SlotKind::runner:
    return "runner";
  case SlotKind::service:
    return "service";
  case SlotKind::credential:
    return "credential";
  }
  return nullptr;
}

const char* name_of(RunnerState state) {
  switch (state) {
  case RunnerState::free:
    return "free";
  case RunnerState::starting:
    return "starting";
  case RunnerState::idle:
    return "idle";
  case RunnerState::busy:
    return "busy";
  case RunnerState::idle_in_transaction:
    return "idle_in_transaction";
  case RunnerState::ending:
    return "ending";
  }
  return nullptr;
}

// As pg_stat_activity decides: members of pg_read_all_stats see all, others what runs as a role of theirs.
bool may_see(const SlotView& view) {
  return has_privs_of_role(GetUserId(), ROLE_PG_READ_ALL_STATS) ||
         (view.kind == SlotKind::runner && OidIsValid(view.role) && has_privs_of_role(GetUserId(), view.role));
}

void put_name(Row* row, char* name) {
  if (name == nullptr) {
    row->put_null();
  } else {
    row->put(DirectFunctionCall1(namein, CStringGetDatum(name)));
  }
}

void put_account(Row* row, const channel::AccountId& account) {
  static const channel::AccountId nobody = {};
  if (memcmp(account.bytes, nobody.bytes, sizeof nobody.bytes) == 0) {
    row->put_null();
    return;
  }
  pg_uuid_t* id = static_cast<pg_uuid_t*>(palloc(sizeof(pg_uuid_t)));
  memcpy(id->data, account.bytes, sizeof id->data);
  row->put(UUIDPGetDatum(id));
}

void put_slot(ReturnSetInfo* result, int index, const SlotView& view) {
  Row row;
  bool is_runner = view.kind == SlotKind::runner;
  bool is_busy = view.state == RunnerState::busy;
  row.put_int(index);
  row.put_pid(view.pid);
  row.put_text(name_of(view.kind));
  row.put_text(name_of(view.state));
  put_name(&row, is_runner ? get_database_name(view.database) : nullptr);
  put_name(&row, is_runner ? GetUserNameFromId(view.role, true) : nullptr);
  put_account(&row, view.account);
  row.put_text(is_busy ? view.request_id : nullptr);
  row.put_time(view.started_at);
  row.put_time(is_busy ? view.request_started_at : 0);
  row.put_long(view.request_count);
  tuplestore_putvalues(result->setResult, result->setDesc, row.values, row.nulls);
}

bool may_cancel(const SlotView& view) {
  return has_privs_of_role(GetUserId(), ROLE_PG_SIGNAL_BACKEND) || has_privs_of_role(GetUserId(), view.role);
}

// The pid of the runner that is busy with the request, or 0. Who may not cancel it is not told that it runs either.
uint32 find_request(const char* request_id) {
  channel::Registry* registry = channel::registry();
  for (int i = 0; i < registry->slot_count; i++) {
    SlotView view = read_slot(&registry->slots[i]);
    if (view.kind == SlotKind::runner && view.state == RunnerState::busy && strcmp(view.request_id, request_id) == 0 &&
        may_cancel(view)) {
      return view.pid;
    }
  }
  return 0;
}

} // namespace

STUDIO_FUNCTION(studio_runners) {
  functions::require_client_session("runners");
  functions::require_registry();
  return pg::call([&]() -> Datum {
    InitMaterializedSRF(fcinfo, 0);
    ReturnSetInfo* result = reinterpret_cast<ReturnSetInfo*>(fcinfo->resultinfo);
    channel::Registry* registry = channel::registry();
    for (int i = 0; i < registry->slot_count; i++) {
      SlotView view = read_slot(&registry->slots[i]);
      if (view.state != RunnerState::free && may_see(view)) {
        put_slot(result, i, view);
      }
    }
    return static_cast<Datum>(0);
  });
}

// As with pg_cancel_backend, the request may have ended between the look and the signal; a pooled runner could then be at
// another one of the same role and account. The rights are pg_cancel_backend's own.
STUDIO_FUNCTION(studio_cancel) {
  functions::require_client_session("cancel");
  functions::require_registry();
  return pg::call([&]() -> Datum {
    char* request_id = DatumGetCString(DirectFunctionCall1(uuid_out, PG_GETARG_DATUM(0)));
    uint32 pid = find_request(request_id);
    return pid == 0 ? BoolGetDatum(false)
                    : DirectFunctionCall1(pg_cancel_backend, Int32GetDatum(static_cast<int32>(pid)));
  });
}
