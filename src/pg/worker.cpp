#include "pg/worker.h"

#include <signal.h>

#include "pg/guard.h"

namespace studio::pg {

namespace {

BackgroundWorker describe(const WorkerDescription& description) {
  BackgroundWorker worker;
  memset(&worker, 0, sizeof worker);
  worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
  worker.bgw_start_time = BgWorkerStart_ConsistentState;
  worker.bgw_restart_time = description.restart_after_s < 0 ? BGW_NEVER_RESTART : description.restart_after_s;
  strlcpy(worker.bgw_library_name, "studio", sizeof worker.bgw_library_name);
  strlcpy(worker.bgw_function_name, description.function, sizeof worker.bgw_function_name);
  strlcpy(worker.bgw_name, description.name.c_str(), sizeof worker.bgw_name);
  strlcpy(worker.bgw_type, description.name.c_str(), sizeof worker.bgw_type);
  worker.bgw_main_arg = Int32GetDatum(description.argument);
  memcpy(worker.bgw_extra, &description.extra, sizeof description.extra);
  return worker;
}

} // namespace

void register_worker(const WorkerDescription& description) {
  BackgroundWorker worker = describe(description);
  RegisterBackgroundWorker(&worker);
}

BackgroundWorkerHandle* launch_worker(const WorkerDescription& description) {
  BackgroundWorker worker = describe(description);
  worker.bgw_notify_pid = MyProcPid;
  BackgroundWorkerHandle* handle = nullptr;
  bool launched = false;
  call([&] {
    MemoryContext previous = MemoryContextSwitchTo(TopMemoryContext);
    launched = RegisterDynamicBackgroundWorker(&worker, &handle);
    MemoryContextSwitchTo(previous);
  });
  return launched ? handle : nullptr;
}

bool worker_has_stopped(BackgroundWorkerHandle* handle) {
  pid_t pid = 0;
  BgwHandleStatus status = BGWH_STOPPED;
  call([&] { status = GetBackgroundWorkerPid(handle, &pid); });
  return status == BGWH_STOPPED || status == BGWH_POSTMASTER_DIED;
}

void forget_worker(BackgroundWorkerHandle* handle) {
  call([&] { pfree(handle); });
}

void signal_worker(BackgroundWorkerHandle* handle, int signal) {
  pid_t pid = 0;
  call([&] {
    if (GetBackgroundWorkerPid(handle, &pid) == BGWH_STARTED && pid > 0) {
      kill(pid, signal);
    }
  });
}

void log_line(const std::string& text) {
  call([&] { ereport(LOG, (errmsg_internal("studio: %s", text.c_str()))); });
}

void log_warning(const std::string& text, const std::string& hint) {
  call([&] {
    ereport(LOG, (errmsg_internal("studio: %s", text.c_str()), hint.empty() ? 0 : errhint("%s", hint.c_str())));
  });
}

} // namespace studio::pg
