// What differs between the PostgreSQL majors that studio builds on (15 to 18). Each shim says which major makes it needless.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "pgstat.h"
#include "replication/slot.h"
#include "tcop/pquery.h"
#include "utils/backend_status.h"
#include "utils/portal.h"
}

namespace studio::pg {

// PortalRun without its unused argument `run_once`, which 18 dropped.
inline bool run_portal(Portal portal, DestReceiver* receiver, QueryCompletion* completion) {
#if PG_VERSION_NUM >= 180000
  return PortalRun(portal, FETCH_ALL, true, receiver, receiver, completion);
#else
  return PortalRun(portal, FETCH_ALL, true, true, receiver, receiver, completion);
#endif
}

// The entry at that place, from 1, of what pgstat_fetch_stat_numbackends has read; 16 renamed it.
inline const LocalPgBackendStatus* backend_status_at(int place) {
#if PG_VERSION_NUM >= 160000
  return pgstat_get_local_beentry_by_index(place);
#else
  return pgstat_fetch_stat_local_beentry(place);
#endif
}

// Drops the temporary replication slots of this process; 17 added an argument.
inline void drop_temporary_replication_slots() {
#if PG_VERSION_NUM >= 170000
  ReplicationSlotCleanup(false);
#else
  ReplicationSlotCleanup();
#endif
}

// When a table was last analyzed, by a person or by itself; 0 where never. 16 renamed the fields.
inline TimestampTz analyzed_at(const PgStat_StatTabEntry* table) {
#if PG_VERSION_NUM >= 160000
  return Max(table->last_analyze_time, table->last_autoanalyze_time);
#else
  return Max(table->analyze_timestamp, table->autovac_analyze_timestamp);
#endif
}

// Rows changed since then.
inline int64 changes_since_analyze(const PgStat_StatTabEntry* table) {
#if PG_VERSION_NUM >= 160000
  return table->mod_since_analyze;
#else
  return table->changes_since_analyze;
#endif
}

} // namespace studio::pg
