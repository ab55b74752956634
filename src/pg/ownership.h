// Does a role own an object? 16 gave all kinds one function; needless when 15 is no longer built on. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "catalog/pg_class.h"
#include "catalog/pg_database.h"
#include "catalog/pg_namespace.h"
#include "utils/acl.h"
}

namespace studio::pg {

// `catalog` is RelationRelationId, NamespaceRelationId or DatabaseRelationId.
inline bool owns(Oid catalog, Oid object, Oid role) {
#if PG_VERSION_NUM >= 160000
  return object_ownercheck(catalog, object, role);
#else
  if (catalog == DatabaseRelationId) {
    return pg_database_ownercheck(object, role);
  }
  return catalog == RelationRelationId ? pg_class_ownercheck(object, role) : pg_namespace_ownercheck(object, role);
#endif
}

} // namespace studio::pg
