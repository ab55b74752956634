#include "functions/caller.h"

#include "channel/registry.h"
#include "core/error.h"
#include "core/sqlstate.h"
#include "pg/guard.h"

extern "C" {
#include "access/parallel.h"
#include "catalog/namespace.h"
#include "catalog/pg_proc.h"
#include "utils/syscache.h"
}

namespace studio::functions {

namespace {

namespace sqlstate = core::sqlstate;

} // namespace

bool is_client_session() { return MyBackendType == B_BACKEND && !IsParallelWorker() && !channel::in_studio_worker(); }

void require_client_session(const char* name) {
  if (!is_client_session()) {
    throw core::Error(sqlstate::insufficient_privilege, std::string("permission denied for function ") + name)
        .with_detail("Functions of studio can be called only in a session of a client such as psql.");
  }
}

void require_registry() {
  if (channel::registry() == nullptr) {
    throw core::Error(sqlstate::object_not_in_prerequisite_state, "studio is not loaded")
        .with_hint("Add studio to shared_preload_libraries in postgresql.conf and restart the server.");
  }
}

Oid private_function(const char* name, std::initializer_list<Oid> argument_types) {
  Oid function = pg::call([&] {
    oidvector* types = buildoidvector(argument_types.begin(), static_cast<int>(argument_types.size()));
    Oid schema = get_namespace_oid("studio_private", true);
    return GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(name), PointerGetDatum(types),
                           ObjectIdGetDatum(schema));
  });
  if (!OidIsValid(function)) {
    throw core::Error(sqlstate::internal_error, std::string("function studio_private.") + name + " is missing");
  }
  return function;
}

} // namespace studio::functions
