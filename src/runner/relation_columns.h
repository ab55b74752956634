// What our own statements must know of a relation's columns, out of the catalog caches. Backend C; needs a transaction.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "catalog/pg_attribute.h"
#include "utils/rel.h"
}

namespace studio::runner {

// Raises 42703 where there is no such column.
Form_pg_attribute find_column(Relation relation, const char* name);

// The type as a cast takes it, with its schema and without a length.
const char* type_text(Oid type);

// OPERATOR(schema.name) of the type's btree order, by its strategy: what the user's search_path holds is not asked. Null where
// the type has none.
const char* operator_text(Oid type, int strategy);

} // namespace studio::runner
