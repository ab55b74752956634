#include "channel/registry.h"

#include <signal.h>

#include "pg/settings.h"

namespace studio::channel {

namespace {

Registry* the_registry = nullptr;
Slot* the_slot = nullptr;
bool studio_worker = false;

constexpr uint32 no_procno = UINT32_MAX;
constexpr int own_slots = 2;   // the service runner and the credential runner
constexpr int own_workers = 2; // the gateway and the service runner; the credential runner comes and goes

void slot_init(Slot* slot) {
  SpinLockInit(&slot->mutex);
  pg_atomic_init_u64(&slot->generation, 0);
  pg_atomic_init_u32(&slot->state, static_cast<uint32>(RunnerState::free));
  pg_atomic_init_u32(&slot->pid, 0);
  pg_atomic_init_u64(&slot->current_sequence, 0);
  pg_atomic_init_u64(&slot->cancel_sequence, 0);
  pg_atomic_init_u32(&slot->cancel_reason, 0);
  pg_atomic_init_u32(&slot->cancel_signaled, 0);
  pg_atomic_init_u64(&slot->sent_sequence, 0);
  for (auto& claim : slot->claims) {
    pg_atomic_init_u64(&claim, 0);
  }
  pg_atomic_init_u32(&slot->live_plan.version, 0);
  pg_atomic_init_u64(&slot->request_count, 0);
}

} // namespace

int configured_slot_count() { return pg::settings.max_runners + own_slots; }

int possible_runners() {
  int left = max_worker_processes - own_workers - pg::settings.worker_reserve;
  return Max(1, Min(pg::settings.max_runners, left));
}

int needed_worker_processes() { return pg::settings.max_runners + own_workers + pg::settings.worker_reserve; }

Size registry_size() { return add_size(offsetof(Registry, slots), mul_size(configured_slot_count(), sizeof(Slot))); }

void registry_startup() {
  bool found = false;
  LWLockAcquire(AddinShmemInitLock, LW_EXCLUSIVE);
  the_registry = static_cast<Registry*>(ShmemInitStruct("studio registry", registry_size(), &found));
  if (!found) {
    memset(static_cast<void*>(the_registry), 0, registry_size());
    the_registry->slot_count = configured_slot_count();
    pg_atomic_init_u32(&the_registry->gateway_pid, 0);
    pg_atomic_init_u32(&the_registry->gateway_procno, no_procno);
    pg_atomic_init_u32(&the_registry->gateway_state, static_cast<uint32>(GatewayState::down));
    pg_atomic_init_u64(&the_registry->access_epoch, 1);
    pg_atomic_init_u64(&the_registry->catalog_epoch, 1);
    pg_atomic_init_u32(&the_registry->evict_database, InvalidOid);
    initialize_generations(&the_registry->generations);
    SpinLockInit(&the_registry->mutex);
    for (int i = 0; i < the_registry->slot_count; i++) {
      slot_init(&the_registry->slots[i]);
    }
  }
  LWLockRelease(AddinShmemInitLock);
}

Registry* registry() { return the_registry; }

Slot* my_slot() { return the_slot; }

void set_my_slot(Slot* slot) {
  the_slot = slot;
  studio_worker = true;
}

bool in_studio_worker() { return studio_worker; }
void set_in_studio_worker() { studio_worker = true; }

uint64 begin_generation(Slot* slot) {
  SpinLockAcquire(&slot->mutex);
  uint64 generation = pg_atomic_add_fetch_u64(&slot->generation, 1);
  SpinLockRelease(&slot->mutex);
  return generation;
}

bool enter_slot(Slot* slot, uint64 generation) {
  SpinLockAcquire(&slot->mutex);
  bool may_enter = pg_atomic_read_u64(&slot->generation) == generation;
  if (may_enter) {
    pg_atomic_write_u32(&slot->pid, static_cast<uint32>(MyProcPid));
  }
  SpinLockRelease(&slot->mutex);
  return may_enter;
}

void dismiss_runners() {
  for (int i = 0; i < the_registry->slot_count; i++) {
    Slot* slot = &the_registry->slots[i];
    SpinLockAcquire(&slot->mutex);
    pg_atomic_add_fetch_u64(&slot->generation, 1);
    pid_t pid = static_cast<pid_t>(pg_atomic_read_u32(&slot->pid));
    if (pid == 0) {
      pg_atomic_write_u32(&slot->state, static_cast<uint32>(RunnerState::free));
    }
    SpinLockRelease(&slot->mutex);
    if (pid != 0) {
      kill(pid, SIGTERM);
    }
  }
}

void wake_gateway() {
  if (the_registry == nullptr) {
    return;
  }
  uint32 procno = pg_atomic_read_u32(&the_registry->gateway_procno);
  if (procno != no_procno) {
    SetLatch(&ProcGlobal->allProcs[procno].procLatch);
  }
}

void access_changed() {
  if (the_registry != nullptr) {
    pg_atomic_fetch_add_u64(&the_registry->access_epoch, 1);
    wake_gateway();
  }
}

void schema_changed(SchemaScope scope) {
  if (the_registry != nullptr) {
    count_schema_change(&the_registry->generations, MyDatabaseId, scope);
    pg_atomic_fetch_add_u64(&the_registry->catalog_epoch, 1);
    wake_gateway();
  }
}

} // namespace studio::channel
