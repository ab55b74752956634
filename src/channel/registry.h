// The shared-memory table of runners, and what every process of the cluster may read of studio.
//
// Fixed at server start (`studio.max_runners` and a few of our own): no segment is made or attached at run time, and a slot
// outlives its process. A slot's rings are created afresh by the gateway for each generation. Shared memory holds no
// pointer of ours, no file descriptor and no secret.
#pragma once

#include "channel/envelope.h"
#include "channel/live_plan.h"
#include "channel/schema_generation.h"
#include "pg/backend.h"

extern "C" {
#include "port/atomics.h"
}

namespace studio::channel {

enum class SlotKind : uint32_t {
  none = 0,
  runner,     // a user's SQL: bound to (database, role, account)
  service,    // our own SQL on studio.database as studio_service
  credential, // checks passwords, nothing else
};

enum class RunnerState : uint32_t {
  free = 0,            // no process; the gateway may take the slot
  starting,            // launched by the gateway; the process has not said `ready` yet
  idle,                // waits for a request, outside a transaction
  busy,                // runs a request
  idle_in_transaction, // waits for a request inside a transaction block of a named session
  ending,              // told to go, or going; its rings are detached
};

enum class CancelReason : uint32_t {
  none = 0,
  user,           // DELETE, cancel message, the client went away: 57014, status cancelled
  timeout,        // timeout_ms or studio.max_statement_timeout: 57014, status timeout
  client_stalled, // ST010, status cancelled
  access_revoked, // 42501, status cancelled
  shutdown,       // 57P01, status cancelled
};

// An account id as 16 bytes, to be compared and copied without parsing. All zero = nobody.
struct AccountId {
  unsigned char bytes[16];
};

constexpr int claim_count = 8;

// What a runner's session begins with beside the role's own settings: the schema that stands first in search_path (empty:
// none), then names and values in turns, each with a NUL behind it.
constexpr int setup_limit_bytes = 12 * 1024;

// Names of savepoints, with a NUL behind each; those beyond are not told.
constexpr int savepoint_limit_bytes = 1024;

// One runner. "gateway" and "runner" name the one process that may write the field; others may only read it.
struct Slot {
  slock_t mutex; // covers the plain fields below that are read by a third process (status functions), and entering

  pg_atomic_uint64 generation; // gateway: +1 at every launch and at its end; a runner of an older one must not enter
  pg_atomic_uint32 state; // RunnerState. gateway: free→starting; runner: all others; `free` again at its very end
  pg_atomic_uint32 pid;   // runner, at its start and end (0)

  // Written by the gateway before the launch, constant for a generation. (The service and credential workers write their
  // database and role themselves, when they have connected.)
  SlotKind kind;
  Oid database;
  Oid role;
  AccountId account; // the account that the runner is bound to (kind runner)
  int setup_bytes;   // of `setup`
  char setup[setup_limit_bytes];

  // Written by the gateway before it sends a request (the service runner reads `request_account` in current_account()).
  AccountId request_account;
  char request_id[40];
  TimestampTz request_started_at;

  // Written by the runner before each `end`: what its session holds while it waits.
  int idle_limit_ms; // after which the session's own settings end it; 0 = never
  int savepoint_bytes;
  char savepoints[savepoint_limit_bytes];

  // Sequence numbers of requests, against cancelling the wrong one.
  pg_atomic_uint64 current_sequence; // runner: the request it runs or ran last
  pg_atomic_uint64 cancel_sequence;  // gateway: the request to cancel; written before SIGINT
  pg_atomic_uint32 cancel_reason;    // gateway: CancelReason, written before cancel_sequence
  pg_atomic_uint32
      cancel_signaled; // gateway sets 1 before SIGINT, the handler takes it: tells our SIGINT from pg_cancel_backend's

  pg_atomic_uint64 sent_sequence;       // gateway: the last request that lies in the ring
  pg_atomic_uint64 claims[claim_count]; // both, by claim.h: who has which of the last requests

  LivePlan live_plan; // runner: the rows of its plan, where its request asks for them

  pg_atomic_uint64 request_count; // runner
  TimestampTz started_at;         // runner

  char request_ring[request_ring_bytes];   // shm_mq, gateway → runner
  char response_ring[response_ring_bytes]; // shm_mq, runner → gateway
};

enum class GatewayState : uint32_t { down = 0, starting, serving, failed };

struct Registry {
  int slot_count;                  // constant after start
  pg_atomic_uint32 gateway_pid;    // gateway; 0 = none
  pg_atomic_uint32 gateway_procno; // gateway: index of its PGPROC, for SetLatch; INVALID (UINT32_MAX) = none
  pg_atomic_uint32 gateway_state;  // GatewayState, gateway
  pg_atomic_uint64 access_epoch;   // any backend, at commit of a change of who may do what; then it wakes the gateway
  pg_atomic_uint64 catalog_epoch;  // any backend, at commit of DDL in any database; then it wakes the gateway
  pg_atomic_uint32 evict_database; // any backend: DROP/RENAME/template of this database waits; 0 = none
  slock_t mutex;                   // covers `gateway_reason`
  char gateway_reason[256];        // gateway: why it does not serve, for studio.status(); empty where it does
  TimestampTz gateway_started_at;  // gateway
  GenerationTable generations;     // any backend, at commit of DDL, before catalog_epoch
  Slot slots[FLEXIBLE_ARRAY_MEMBER];
};

// Bytes of shared memory for the registry; called from the shmem_request hook. `slot_count` follows from the settings.
Size registry_size();
int configured_slot_count();
// How many runners of users there may be at once within max_worker_processes, and how large that would have to be for
// studio.max_runners of them.
int possible_runners();
int needed_worker_processes();
// Makes or finds the registry; called from the shmem_startup hook of every process.
void registry_startup();
// The registry, or null where studio was not preloaded.
Registry* registry();

// The slot that this process serves, or null in any process that is no studio worker. Set once by the worker's main.
Slot* my_slot();
void set_my_slot(Slot* slot);
// True in the gateway and every runner: SQL run there sees no row of schema studio by itself (contract A).
bool in_studio_worker();
void set_in_studio_worker();

// Gateway: begins a generation of the slot; only a worker that was launched for it may enter.
uint64 begin_generation(Slot* slot);
// Runner: enters this process into the slot; false where that is another generation's by now. Nothing but the pid is written.
bool enter_slot(Slot* slot, uint64 generation);
// Gateway, at its end: who is in a slot is told to go (SIGTERM), a slot that its worker has not entered yet is free, and that
// worker, should the postmaster start it later, finds that it comes too late.
void dismiss_runners();

// Moves the access epoch and wakes the gateway. Never raises; call it after commit.
void access_changed();
// Moves the generation of this process's database (or of all) and the catalog epoch, and wakes the gateway. Likewise.
void schema_changed(SchemaScope scope);
void wake_gateway();

} // namespace studio::channel
