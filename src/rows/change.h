// One change of a row as a statement, with every value as a parameter and every name quoted. Is backend C; it asks no catalog:
// what must be known of the columns stands in ChangeColumns.
//
// An UPDATE or DELETE finds its row by the key and, in the same WHERE, asks whether the row still holds what is expected: by
// record_image_eq, which compares what is stored, for every type, whatever "equal" means to it. PostgreSQL
// asks again under the row's lock, so nobody comes between looking and changing.
#pragma once

#include "pg/backend.h"

namespace studio::rows {

enum class ChangeKind { insert, update, remove };

struct Change {
  ChangeKind kind;
  const char* schema;
  const char* relation;
  int key_count;
  const char** key;
  int expected_count;
  const char** expected;
  int value_count;
  const char** values;
  int default_count;
  const char** defaults;
};

struct ChangeList {
  bool is_dry_run;
  int count;
  Change* changes;
};

// Reads what the gateway wrote (wire/rows_change.h) into the current context.
void read_changes(ChangeList* list, const char* body);

// How many of the request's values belong to a change.
int value_count_of(const Change& change);

// A column that a change compares with.
struct ComparedColumn {
  const char* type;  // as a cast takes it, with its schema
  const char* equal; // OPERATOR(schema.name); null where the type has none
};

struct ChangeColumns {
  ComparedColumn* key;      // one for each of the change's
  ComparedColumn* expected; // likewise
  int returned_count;
  const char** returned; // columns that the role may see, in the relation's order
};

// The statement; its parameters are the change's values in their order. 42883 where a key's type cannot be compared.
const char* make_change(const Change& change, const ChangeColumns& columns);

// Is the row that the key names there, whatever it holds? Its parameters are the key's values.
const char* make_search(const Change& change, const ChangeColumns& columns);

} // namespace studio::rows
