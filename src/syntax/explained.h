// What a plan can be asked for, and where it stands in a text that says EXPLAIN itself. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::syntax {

// Those that PostgreSQL's grammar lets EXPLAIN stand before.
bool is_explainable(const Node* statement);

// The one statement that is explained: what stands behind EXPLAIN and its options, where the text begins so. Raises 42601 where
// it has no plan.
Node* explained_statement(Node* statement);

// Where its text begins, in bytes from the beginning of `text`, which holds this statement alone.
int explained_begin(const char* text, const Node* statement);

} // namespace studio::syntax
