#include "service/session.h"

#include "core/error.h"
#include "core/sqlstate.h"
#include "pg/guard.h"
#include "pg/settings.h"
#include "pg/transaction.h"

extern "C" {
#include "commands/extension.h"
}

namespace studio::service {

namespace {

struct Pinned {
  const char* name;
  const char* value;
};

// statement_timeout is armed by main.cpp for each operation; lock_timeout keeps a forgotten lock from looking like a hang.
const Pinned pinned_settings[] = {
    {"search_path", "pg_catalog, pg_temp"},
    {"row_security", "on"},
    {"session_replication_role", "origin"},
    {"default_transaction_isolation", "read committed"},
    {"default_transaction_read_only", "off"},
    {"default_transaction_deferrable", "off"},
    {"lock_timeout", "5s"},
    {"jit", "off"},
    {"max_parallel_workers_per_gather", "0"},
    {"client_min_messages", "error"},
    {"transform_null_equals", "off"},
    {"xmloption", "content"},
};

} // namespace

void connect() {
  pg::call([] { BackgroundWorkerInitializeConnection(pg::settings.database, "studio_service", 0); });
}

void pin_settings() {
  pg::Transaction transaction;
  pg::call([] {
    for (const Pinned& setting : pinned_settings) {
      SetConfigOption(setting.name, setting.value, PGC_SUSET, PGC_S_OVERRIDE);
    }
  });
  transaction.commit();
}

void require_extension() {
  pg::Transaction transaction;
  Oid extension = pg::call([] { return get_extension_oid("studio", true); });
  transaction.commit();
  if (!OidIsValid(extension)) {
    throw core::Error(core::sqlstate::not_installed,
                      std::string("studio is not installed in database \"") + pg::settings.database + "\"")
        .with_hint("Run CREATE EXTENSION studio in that database as a superuser.");
  }
}

} // namespace studio::service
