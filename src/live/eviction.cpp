#include "live/eviction.h"

#include "channel/registry.h"
#include "live/statement_kind.h"

extern "C" {
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "utils/acl.h"
#include "utils/syscache.h"
}

namespace studio::live {

namespace {

constexpr int patience_ms = 2000;
constexpr int turn_ms = 10;

bool owns(Oid database) {
#if PG_VERSION_NUM >= 160000
  return object_ownercheck(DatabaseRelationId, database, GetUserId());
#else
  return pg_database_ownercheck(database, GetUserId());
#endif
}

bool may_create_databases() {
  bool may = superuser();
  HeapTuple row = SearchSysCache1(AUTHOID, ObjectIdGetDatum(GetUserId()));
  if (HeapTupleIsValid(row)) {
    may = may || reinterpret_cast<Form_pg_authid>(GETSTRUCT(row))->rolcreatedb;
    ReleaseSysCache(row);
  }
  return may;
}

bool is_template(Oid database) {
  bool answer = false;
  HeapTuple row = SearchSysCache1(DATABASEOID, ObjectIdGetDatum(database));
  if (HeapTupleIsValid(row)) {
    answer = reinterpret_cast<Form_pg_database>(GETSTRUCT(row))->datistemplate;
    ReleaseSysCache(row);
  }
  return answer;
}

// PostgreSQL makes sure of it afterwards; nobody else may even send the runners away.
bool may_run(Node* statement, Oid database) {
  if (nodeTag(statement) == T_CreatedbStmt) {
    return may_create_databases() && (owns(database) || is_template(database));
  }
  return owns(database);
}

bool is_occupied(channel::Registry* registry, Oid database) {
  for (int i = 0; i < registry->slot_count; i++) {
    channel::Slot* slot = &registry->slots[i];
    auto state = static_cast<channel::RunnerState>(pg_atomic_read_u32(&slot->state));
    if (state != channel::RunnerState::free && slot->database == database && slot != channel::my_slot()) {
      return true;
    }
  }
  return false;
}

} // namespace

Oid begin_eviction(Node* statement) {
  channel::Registry* registry = channel::registry();
  const char* name = wanted_database(statement);
  if (registry == nullptr || name == nullptr || !IsTransactionState()) {
    return InvalidOid;
  }
  Oid database = get_database_oid(name, true);
  if (!OidIsValid(database) || !may_run(statement, database)) {
    return InvalidOid;
  }
  pg_atomic_write_u32(&registry->evict_database, database);
  channel::wake_gateway();
  return database;
}

void wait_for_eviction(Oid database) {
  channel::Registry* registry = channel::registry();
  TimestampTz deadline = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), patience_ms);
  while (is_occupied(registry, database) && GetCurrentTimestamp() < deadline) {
    (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, turn_ms, PG_WAIT_EXTENSION);
    ResetLatch(MyLatch);
    CHECK_FOR_INTERRUPTS();
  }
  // The latch may have been set for what the caller waits for.
  SetLatch(MyLatch);
}

void end_eviction(Oid database) {
  uint32 expected = database;
  pg_atomic_compare_exchange_u32(&channel::registry()->evict_database, &expected, InvalidOid);
  channel::wake_gateway();
}

} // namespace studio::live
