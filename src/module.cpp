// The library's face to PostgreSQL: magic block and _PG_init. Settings, shared memory, hooks, the gateway; nothing else.
#include "channel/registry.h"
#include "live/hooks.h"
#include "pg/entry.h"
#include "pg/settings.h"
#include "pg/worker.h"

extern "C" {
PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);
}

namespace {

shmem_request_hook_type previous_shmem_request = nullptr;
shmem_startup_hook_type previous_shmem_startup = nullptr;

void request_shared_memory() {
  if (previous_shmem_request != nullptr) {
    previous_shmem_request();
  }
  RequestAddinShmemSpace(studio::channel::registry_size());
}

void start_shared_memory() {
  if (previous_shmem_startup != nullptr) {
    previous_shmem_startup();
  }
  studio::channel::registry_startup();
}

} // namespace

void _PG_init(void) {
  // Loaded later, by a function call: there is no shared memory then; CREATE EXTENSION says what to do.
  if (!process_shared_preload_libraries_in_progress) {
    return;
  }
  studio::pg::enter(ERROR, [] {
    studio::pg::define_settings();
    previous_shmem_request = shmem_request_hook;
    shmem_request_hook = request_shared_memory;
    previous_shmem_startup = shmem_startup_hook;
    shmem_startup_hook = start_shared_memory;
    studio::live::install_hooks();
    studio::pg::register_worker({"studio_gateway_main", "studio gateway", 5, 0, 0});
  });
}
