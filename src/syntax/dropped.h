// What a DROP names, in the words of pg_get_object_address, so that another server can be asked for it. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::syntax {

// How the name of an object is looked up.
enum class NameKind {
  relation,  // `name` read by regclass
  routine,   // `name` read by regproc: its arguments are not said
  operation, // `name` read by regoperator
  address,   // pg_get_object_address(type, names, arguments)
};

struct DroppedName {
  NameKind kind;
  const char* name; // as SQL text, quoted where it must be; null for an address
  const char* type;
  List* names; // char *
  List* arguments;
};

// The object at `index` of a DROP. Raises 0A000 for what has no name that could be looked up elsewhere.
DroppedName dropped_name(const DropStmt* statement, int index);

// The name of a relation as SQL text.
const char* relation_text(const RangeVar* relation);

} // namespace studio::syntax
