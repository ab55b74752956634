// Rows that COPY cannot write straight go through a temporary table of this part: the lines by COPY, then from it by INSERT, as
// the role and under its policies. Backend C.
#pragma once

#include "runner/import_copy.h"

namespace studio::runner {

struct Staging {
  CopyTarget target;  // where the lines go
  const char* insert; // from there to the relation
};

// Makes the table. In the current context.
void staging_create(Staging* staging, const imports::Options& options, Oid relation);

// The lines and the INSERT; gives how many rows that one counts. The table is empty again then.
uint64 staging_move(const Staging& staging, const CopySource& source);

void staging_drop();

} // namespace studio::runner
