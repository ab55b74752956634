// Repairs of what PostgreSQL refuses: names that exist elsewhere, with other letters or in quotes, and words misspelled.
//
// Each finder guesses; what is offered has been tried (fix_error.cpp). Backend C.
#pragma once

#include "runner/analyzer.h"
#include "runner/fix.h"

namespace studio::runner {

// A statement that PostgreSQL has refused at a place.
struct Mistake {
  const Script* script;
  int statement;
  RawStmt* raw;            // null where it could not be parsed
  int code;                // SQLSTATE
  const char* message;     // as it stands in PostgreSQL's source, in no language but its own
  int token;               // that the error points at
  int place;               // its byte in the statement
  ColumnQuestion question; // the last column that was looked for
};

// List of Fix, the best first, four at most. Catalogs are read and the statement is analyzed again for each: nothing is kept
// locked.
List* fixes_of(const Mistake& mistake);

// The finders: what might help, untried.
List* column_fixes(const Mistake& mistake);   // fix_column.cpp
List* relation_fixes(const Mistake& mistake); // fix_name.cpp
List* function_fixes(const Mistake& mistake); // fix_name.cpp
List* type_fixes(const Mistake& mistake);     // fix_name.cpp
List* syntax_fixes(const Mistake& mistake);   // fix_syntax.cpp

// "Use …": another text for the tokens from one to another.
Fix* replacement(const Script& script, int first_token, int last_token, const char* text);

} // namespace studio::runner
