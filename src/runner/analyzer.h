// PostgreSQL's parser and analyzer, asked about one statement and watched while they look for columns. Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/parsenodes.h"
#include "parser/parse_node.h"
}

namespace studio::runner {

// The types that the analyzer finds for $1 …
struct ParameterTypes {
  Oid* types;
  int count;
};

// As parse_analyze_varparams. Raises whatever a statement raises before it runs; `raw` is used up.
Query* analyze_raw(RawStmt* raw, const char* text, ParameterTypes* parameters);

// The query inside of a utility statement that has been analyzed (CREATE VIEW, EXPLAIN, COPY …), null where it has none.
Query* analyze_within(Node* statement, const char* text, ParameterTypes* parameters);

// The column reference that the analyzer looked at last, and what was in sight there. Good until the next statement.
struct ColumnQuestion {
  ParseState* state;
  const ColumnRef* reference; // null where there was none
};
ColumnQuestion last_column_question();

} // namespace studio::runner
