#include "live/epochs.h"

#include "channel/registry.h"

extern "C" {
#include "access/xact.h"
#include "commands/trigger.h"
#include "utils/resowner.h"
}

namespace studio::live {

namespace {

// What the transaction under way has changed. A subtransaction that aborts leaves its marks: asking once too often is free.
bool access_is_pending = false;
bool schema_is_pending = false;
channel::SchemaScope schema_scope = channel::SchemaScope::one_database;
bool callbacks_are_registered = false;

// What did not come to be is nobody's business. A prepared transaction is noted by its COMMIT PREPARED.
void forget_what_failed(XactEvent event, void*) {
  if (event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE) {
    access_is_pending = false;
    schema_is_pending = false;
    schema_scope = channel::SchemaScope::one_database;
  }
}

// The last phase of a commit is the first in which whoever sees the new epoch surely reads the new state. XACT_EVENT_COMMIT
// would be too early: rows are visible by then, but the invalidation messages have not been sent, so that another process may
// still find a role, a membership or a database in its catalog cache as it was, and keep what it read.
void tell_at_commit(ResourceReleasePhase phase, bool is_commit, bool is_top_level, void*) {
  if (phase != RESOURCE_RELEASE_AFTER_LOCKS || !is_commit || !is_top_level) {
    return;
  }
  if (std::exchange(schema_is_pending, false)) {
    channel::schema_changed(std::exchange(schema_scope, channel::SchemaScope::one_database));
  }
  if (std::exchange(access_is_pending, false)) {
    channel::access_changed();
  }
}

// False where there is nobody to tell.
bool prepare_to_note() {
  if (channel::registry() == nullptr) {
    return false;
  }
  if (!callbacks_are_registered) {
    RegisterXactCallback(forget_what_failed, nullptr);
    RegisterResourceReleaseCallback(tell_at_commit, nullptr);
    callbacks_are_registered = true;
  }
  return true;
}

} // namespace

void note_access_change() {
  if (prepare_to_note()) {
    access_is_pending = true;
  }
}

void note_schema_change(channel::SchemaScope scope) {
  if (prepare_to_note()) {
    schema_is_pending = true;
    schema_scope = scope == channel::SchemaScope::all_databases ? scope : schema_scope;
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
