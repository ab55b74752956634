#include "gateway/progress.h"

extern "C" {
#include "catalog/pg_am_d.h"
#include "commands/progress.h"
}

namespace studio::gateway {

namespace {

using Numbers = const int64*;

// The phases of each command in the order of their numbers, as system_views.sql has them.
constexpr const char* vacuum_phases[] = {
    "initializing",        "scanning heap",   "vacuuming indexes",       "vacuuming heap",
    "cleaning up indexes", "truncating heap", "performing final cleanup"};
constexpr const char* analyze_phases[] = {
    "initializing",         "acquiring sample rows",         "acquiring inherited sample rows",
    "computing statistics", "computing extended statistics", "finalizing analyze"};
constexpr const char* cluster_phases[] = {"initializing",     "seq scanning heap",       "index scanning heap",
                                          "sorting tuples",   "writing new heap",        "swapping relation files",
                                          "rebuilding index", "performing final cleanup"};
constexpr const char* index_phases[] = {"initializing",
                                        "waiting for writers before build",
                                        "building index",
                                        "waiting for writers before validation",
                                        "index validation: scanning index",
                                        "index validation: sorting tuples",
                                        "index validation: scanning table",
                                        "waiting for old snapshots",
                                        "waiting for readers before marking dead",
                                        "waiting for readers before dropping"};
constexpr const char* btree_phases[] = {
    "", "initializing", "scanning table", "sorting live tuples", "sorting dead tuples", "loading tuples in tree"};
constexpr const char* index_commands[] = {"CREATE INDEX", "CREATE INDEX", "CREATE INDEX CONCURRENTLY", "REINDEX",
                                          "REINDEX CONCURRENTLY"};

template <size_t Count>
const char* name_at(const char* const (&names)[Count], int64 place) {
  return place >= 0 && place < static_cast<int64>(Count) ? names[place] : "";
}

Progress of_vacuum(Numbers numbers) {
  int64 phase = numbers[PROGRESS_VACUUM_PHASE];
  Progress progress{"VACUUM", name_at(vacuum_phases, phase), 0, 0, "blocks"};
  if (phase == PROGRESS_VACUUM_PHASE_SCAN_HEAP || phase == PROGRESS_VACUUM_PHASE_VACUUM_HEAP) {
    bool scans = phase == PROGRESS_VACUUM_PHASE_SCAN_HEAP;
    progress.done = numbers[scans ? PROGRESS_VACUUM_HEAP_BLKS_SCANNED : PROGRESS_VACUUM_HEAP_BLKS_VACUUMED];
    progress.total = numbers[PROGRESS_VACUUM_TOTAL_HEAP_BLKS];
  }
  return progress;
}

Progress of_analyze(Numbers numbers) {
  int64 phase = numbers[PROGRESS_ANALYZE_PHASE];
  Progress progress{"ANALYZE", name_at(analyze_phases, phase), 0, 0, "blocks"};
  if (phase == PROGRESS_ANALYZE_PHASE_ACQUIRE_SAMPLE_ROWS || phase == PROGRESS_ANALYZE_PHASE_ACQUIRE_SAMPLE_ROWS_INH) {
    progress.done = numbers[PROGRESS_ANALYZE_BLOCKS_DONE];
    progress.total = numbers[PROGRESS_ANALYZE_BLOCKS_TOTAL];
  }
  return progress;
}

Progress of_cluster(Numbers numbers) {
  bool is_full = numbers[PROGRESS_CLUSTER_COMMAND] == PROGRESS_CLUSTER_COMMAND_VACUUM_FULL;
  int64 phase = numbers[PROGRESS_CLUSTER_PHASE];
  Progress progress{is_full ? "VACUUM FULL" : "CLUSTER", name_at(cluster_phases, phase), 0, 0, "blocks"};
  if (phase == PROGRESS_CLUSTER_PHASE_SEQ_SCAN_HEAP) {
    progress.done = numbers[PROGRESS_CLUSTER_HEAP_BLKS_SCANNED];
    progress.total = numbers[PROGRESS_CLUSTER_TOTAL_HEAP_BLKS];
  } else if (phase == PROGRESS_CLUSTER_PHASE_WRITE_NEW_HEAP) {
    progress.unit = "tuples";
    progress.done = numbers[PROGRESS_CLUSTER_HEAP_TUPLES_WRITTEN];
    progress.total = numbers[PROGRESS_CLUSTER_HEAP_TUPLES_SCANNED];
  }
  return progress;
}

// The first of the pairs that counts is the one that moves in this phase.
void count_index_build(Numbers numbers, Progress& progress) {
  static constexpr struct {
    int total;
    int done;
    const char* unit;
  } pairs[] = {{PROGRESS_CREATEIDX_TUPLES_TOTAL, PROGRESS_CREATEIDX_TUPLES_DONE, "tuples"},
               {PROGRESS_SCAN_BLOCKS_TOTAL, PROGRESS_SCAN_BLOCKS_DONE, "blocks"},
               {PROGRESS_CREATEIDX_PARTITIONS_TOTAL, PROGRESS_CREATEIDX_PARTITIONS_DONE, "partitions"}};
  for (const auto& pair : pairs) {
    if (numbers[pair.total] > 0) {
      progress.done = numbers[pair.done];
      progress.total = numbers[pair.total];
      progress.unit = pair.unit;
      return;
    }
  }
}

Progress of_index(Numbers numbers) {
  int64 phase = numbers[PROGRESS_CREATEIDX_PHASE];
  Progress progress{name_at(index_commands, numbers[PROGRESS_CREATEIDX_COMMAND]), name_at(index_phases, phase), 0, 0,
                    "blocks"};
  bool is_btree = numbers[PROGRESS_CREATEIDX_ACCESS_METHOD_OID] == BTREE_AM_OID;
  if (phase == PROGRESS_CREATEIDX_PHASE_BUILD && is_btree) {
    std::string part = name_at(btree_phases, numbers[PROGRESS_CREATEIDX_SUBPHASE]);
    progress.phase += part.empty() ? "" : ": " + part;
  }
  bool waits = phase == PROGRESS_CREATEIDX_PHASE_WAIT_1 || phase == PROGRESS_CREATEIDX_PHASE_WAIT_2 ||
               phase >= PROGRESS_CREATEIDX_PHASE_WAIT_3;
  if (waits) {
    progress.unit = "lockers";
    progress.done = numbers[PROGRESS_WAITFOR_DONE];
    progress.total = numbers[PROGRESS_WAITFOR_TOTAL];
  } else {
    count_index_build(numbers, progress);
  }
  return progress;
}

Progress of_copy(Numbers numbers) {
  bool is_to = numbers[PROGRESS_COPY_COMMAND] == PROGRESS_COPY_COMMAND_TO;
  Progress progress{is_to ? "COPY TO" : "COPY FROM", "", numbers[PROGRESS_COPY_BYTES_PROCESSED],
                    numbers[PROGRESS_COPY_BYTES_TOTAL], "bytes"};
  if (progress.total == 0) {
    progress.done = numbers[PROGRESS_COPY_TUPLES_PROCESSED];
    progress.unit = "tuples";
  }
  return progress;
}

} // namespace

std::optional<Progress> progress_of(const PgBackendStatus& status) {
  switch (status.st_progress_command) {
  case PROGRESS_COMMAND_VACUUM:
    return of_vacuum(status.st_progress_param);
  case PROGRESS_COMMAND_ANALYZE:
    return of_analyze(status.st_progress_param);
  case PROGRESS_COMMAND_CLUSTER:
    return of_cluster(status.st_progress_param);
  case PROGRESS_COMMAND_CREATE_INDEX:
    return of_index(status.st_progress_param);
  case PROGRESS_COMMAND_COPY:
    return of_copy(status.st_progress_param);
  default:
    return std::nullopt;
  }
}

} // namespace studio::gateway
