// COPY FROM with bytes in memory as its source: what DoCopy does for a client, with the same checks of rights. Backend C.
#pragma once

#include "imports/records.h"

namespace studio::runner {

struct CopySource {
  const imports::Records* records;
  int first; // the records that are read
  int last;  // behind the last of them
};

// How COPY is to read them, beside what the options say.
struct CopyTarget {
  const char* schema; // null = by the search path
  const char* relation;
  List* columns; // of String
  List* options; // of DefElem
};

// COPY's options for the file as it is.
List* import_copy_options(const imports::Options& options);

// Copies; gives the number of rows. Raises what COPY raises, whose lines are those of the file. Needs an active snapshot.
uint64 import_copy(const CopyTarget& target, const CopySource& source);

// The line at which the last import_copy was when it raised an error; 0 where the error is about no line of its own.
int64 import_copy_line();

// May COPY write to it straight, as this role? Not to a view, nor past row-level security.
bool import_may_copy(Oid relation);

} // namespace studio::runner
