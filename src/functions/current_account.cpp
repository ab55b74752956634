// studio.current_account(): the one source of identity for every policy.
//
// In the service worker: the account that the gateway wrote into the slot for this request. In a client's session: the
// account linked to session_user. Anywhere else nobody (NULL). No setting and no role name is trusted.
//
// The table is scanned directly, below row-level security: its own policy calls this function.
#include "channel/registry.h"
#include "functions/caller.h"
#include "pg/entry.h"
#include "pg/guard.h"

extern "C" {
#include "access/genam.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/uuid.h"
}

namespace {

using namespace studio;

// The columns of studio.account that are read here.
struct AccountColumns {
  AttrNumber id;
  AttrNumber role;
  AttrNumber disabled_at;
};

// Finds the row whose role is `role` in the open table; an account that is disabled speaks for nobody.
bool scan_account(Relation table, Oid index, AccountColumns columns, Oid role, pg_uuid_t* account) {
  ScanKeyData key;
  ScanKeyInit(&key, columns.role, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(role));
  SysScanDesc scan = systable_beginscan(table, index, OidIsValid(index), GetActiveSnapshot(), 1, &key);
  HeapTuple row = systable_getnext(scan);
  bool found = false;
  if (HeapTupleIsValid(row)) {
    bool is_null = false;
    TupleDesc shape = RelationGetDescr(table);
    Datum id = heap_getattr(row, columns.id, shape, &is_null);
    *account = *DatumGetUUIDP(id);
    heap_getattr(row, columns.disabled_at, shape, &is_null);
    found = is_null;
  }
  systable_endscan(scan);
  return found;
}

// The account linked to the session's role.
bool linked_account(pg_uuid_t* account) {
  Oid schema = get_namespace_oid("studio", true);
  Oid relation = OidIsValid(schema) ? get_relname_relid("account", schema) : InvalidOid;
  if (!OidIsValid(relation) || !ActiveSnapshotSet()) {
    return false;
  }
  AccountColumns columns = {get_attnum(relation, "id"), get_attnum(relation, "role"),
                            get_attnum(relation, "disabled_at")};
  if (columns.id <= 0 || columns.role <= 0 || columns.disabled_at <= 0) {
    return false;
  }
  Relation table = table_open(relation, AccessShareLock);
  Oid index = get_relname_relid("account_role_is_linked_once", schema);
  bool found = scan_account(table, index, columns, GetSessionUserId(), account);
  table_close(table, AccessShareLock);
  return found;
}

// The account of the request that the service worker serves; all zero is nobody.
bool requested_account(pg_uuid_t* account) {
  channel::Slot* slot = channel::my_slot();
  if (slot == nullptr || slot->kind != channel::SlotKind::service) {
    return false;
  }
  static const channel::AccountId nobody = {};
  memcpy(account->data, slot->request_account.bytes, sizeof account->data);
  return memcmp(account->data, nobody.bytes, sizeof account->data) != 0;
}

} // namespace

STUDIO_FUNCTION(studio_current_account) {
  return pg::call([&]() -> Datum {
    pg_uuid_t* account = static_cast<pg_uuid_t*>(palloc0(sizeof(pg_uuid_t)));
    bool found = functions::is_client_session() ? linked_account(account) : requested_account(account);
    fcinfo->isnull = !found;
    return found ? UUIDPGetDatum(account) : static_cast<Datum>(0);
  });
}
