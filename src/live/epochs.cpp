#include "live/epochs.h"

#include "channel/registry.h"

extern "C" {
#include "access/xact.h"
#include "commands/trigger.h"
}

namespace studio::live {

namespace {

// What the transaction under way has changed. A subtransaction that aborts leaves its marks: asking once too often is free.
bool access_is_pending = false;
bool catalog_is_pending = false;
bool callback_is_registered = false;

// XACT_EVENT_COMMIT comes when the changes are visible to others, so whoever sees the new epoch reads the new state. A
// prepared transaction is noted by its COMMIT PREPARED.
void at_end_of_transaction(XactEvent event, void*) {
  if (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE) {
    return;
  }
  bool access = std::exchange(access_is_pending, false);
  bool catalog = std::exchange(catalog_is_pending, false);
  if (event != XACT_EVENT_COMMIT) {
    return;
  }
  if (catalog) {
    pg_atomic_fetch_add_u64(&channel::registry()->catalog_epoch, 1);
  }
  if (access) {
    channel::access_changed();
  }
}

// False where there is nobody to tell.
bool prepare_to_note() {
  if (channel::registry() == nullptr) {
    return false;
  }
  if (!callback_is_registered) {
    RegisterXactCallback(at_end_of_transaction, nullptr);
    callback_is_registered = true;
  }
  return true;
}

} // namespace

void note_access_change() {
  if (prepare_to_note()) {
    access_is_pending = true;
  }
}

void note_catalog_change() {
  if (prepare_to_note()) {
    catalog_is_pending = true;
  }
}

} // namespace studio::live

// studio_private.access_changed(): statement-level trigger of the tables that say who may do what.
extern "C" {
PGDLLEXPORT PG_FUNCTION_INFO_V1(studio_access_changed);
Datum studio_access_changed(PG_FUNCTION_ARGS) {
  if (!CALLED_AS_TRIGGER(fcinfo)) {
    ereport(ERROR, (errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
                    errmsg("function studio_private.access_changed was not called by trigger manager")));
  }
  studio::live::note_access_change();
  return PointerGetDatum(nullptr);
}
}
