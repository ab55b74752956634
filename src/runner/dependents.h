// What a DROP takes along: the walk of pg_depend that PostgreSQL makes, without its locks and without dropping. Backend C.
#pragma once

#include "result/buffer.h"

extern "C" {
#include "catalog/objectaddress.h"
}

namespace studio::runner {

struct Dependents {
  int count;         // all that were found
  int cascade_count; // of these, those for which DROP wants CASCADE
  bool is_complete;  // false: the walk ended at its limit
  double row_count;  // of tables among them, by their statistics
  int size;
  struct Dependent* items;
};

struct Dependent {
  ObjectAddress address;
  bool is_automatic; // goes with the object; else DROP without CASCADE is refused
};

void dependents_find(Dependents* dependents, const ObjectAddress* objects, int count);

// Appends {"count","cascade_count","is_complete","items":[{"description","is_automatic","estimated_rows"}]}: those that need
// CASCADE first, at most 100.
void append_dependents(result::Buffer* buffer, const Dependents& dependents);

// The rows of a relation by its statistics; negative where it has none, or they are not known.
double statistical_rows(Oid relation);

} // namespace studio::runner
