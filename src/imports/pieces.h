// How the lines that cannot be written are found: what fails is cut at the line that is said to be at fault, or in half, and each
// piece is tried by itself, the first first, so that rows are written in the order of the file. Backend C.
#pragma once

#include "imports/records.h"

namespace studio::imports {

// Records from `first` to before `last`.
struct Range {
  int first;
  int last;
};

// The ranges that are still open, the next one on top.
struct Pieces {
  const Records* records;
  Range* ranges;
  int count;
  int room;
};

// All records are one piece. In the current context.
void pieces_begin(Pieces* pieces, const Records& records);

// Takes the next one; false where there is none.
bool pieces_next(Pieces* pieces, Range* range);

// A range of several records has failed. `line`: of the file, at which COPY was; 0 where that is not known.
void pieces_cut(Pieces* pieces, const Range& range, int64 line);

} // namespace studio::imports
