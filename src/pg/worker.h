// Background workers: registering the gateway at server start, launching runners from it.
#pragma once

#include "pg/backend.h"

namespace studio::pg {

struct WorkerDescription {
  const char* function; // exported entry point in this library
  std::string name;     // shown in pg_stat_activity's backend_type and in ps
  int restart_after_s;  // −1 = never
  int argument;         // given to the entry point
  uint64 extra;         // copied to bgw_extra
};

// From _PG_init only: a worker that the postmaster starts at a consistent state and restarts after a failure.
void register_worker(const WorkerDescription& description);

// From a running process: null where no worker slot of the server is free. The postmaster signals the caller's latch when
// the worker starts and stops. The handle lives in TopMemoryContext; give it to pfree through `forget_worker`.
BackgroundWorkerHandle* launch_worker(const WorkerDescription& description);
bool worker_has_stopped(BackgroundWorkerHandle* handle);
void forget_worker(BackgroundWorkerHandle* handle);

// Tells a process of ours to go (SIGTERM) or to cancel (SIGINT). The caller has checked the slot's generation.
void signal_worker(BackgroundWorkerHandle* handle, int signal);

// Server log lines of the gateway, prefixed "studio: ".
void log_line(const std::string& text);
void log_warning(const std::string& text, const std::string& hint);

} // namespace studio::pg
