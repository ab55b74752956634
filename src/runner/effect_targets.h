// What a destructive statement is about: the relations and objects that it names, found without a lock, and how many rows the
// planner thinks it changes. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "catalog/objectaddress.h"
#include "catalog/pg_class.h"
#include "nodes/params.h"
#include "nodes/parsenodes.h"
#include "storage/lockdefs.h"
}

namespace studio::runner {

// What happens to a relation's rows.
enum class Operation { drop, truncate, remove, update };

struct Target {
  ObjectAddress address; // of a relation where classId is pg_class; with objectSubId of a column
  Operation operation;
  bool has_children; // inheritance children are meant, too
  List* columns;     // of an UPDATE: their numbers, as integers
  double rows;       // by the planner; negative where it was not asked
};

struct Targets {
  int count;
  Target items[64]; // further ones are left out
  bool is_complete;
  bool is_cascade;
  LOCKMODE lock; // on the relations; NoLock where there are none
};

// Adds a target, or finds it among those that are known; null where there are too many.
Target* add_target(Targets* targets, const ObjectAddress& address, Operation operation);

// Finds what the statement names. Raises what PostgreSQL would: 42P01, 42501 …
void effect_targets_find(Targets* targets, Node* statement);

// Plans the statement and notes the rows of its UPDATEs and DELETEs; relations behind a view are added. Takes the locks that
// planning takes. `types` are those of the parameters.
void effect_targets_plan(Targets* targets, Query* query, const char* text, ParamListInfo values);

inline bool is_relation(const Target& target) { return target.address.classId == RelationRelationId; }

} // namespace studio::runner
