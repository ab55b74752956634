#include "imports/pieces.h"

namespace studio::imports {

namespace {

// The record of a range that an error is about, as far as COPY knows it; else -1. What fails when all lines have been read (a
// foreign key, a trigger behind the statement) names the last one, which says nothing.
int record_at_fault(const Records& records, const Range& range, int64 line) {
  for (int i = range.first; line > 0 && i + 1 < range.last; i++) {
    if (records.items[i + 1].line > line) {
      return i;
    }
  }
  return -1;
}

void push(Pieces* pieces, Range range) {
  if (range.first >= range.last) {
    return;
  }
  if (pieces->count == pieces->room) {
    pieces->room *= 2;
    pieces->ranges = static_cast<Range*>(repalloc(pieces->ranges, sizeof(Range) * static_cast<Size>(pieces->room)));
  }
  pieces->ranges[pieces->count++] = range;
}

} // namespace

void pieces_begin(Pieces* pieces, const Records& records) {
  constexpr int first_room = 64;
  *pieces = {&records, static_cast<Range*>(palloc(sizeof(Range) * first_room)), 0, first_room};
  push(pieces, {0, records.count});
}

bool pieces_next(Pieces* pieces, Range* range) {
  if (pieces->count == 0) {
    return false;
  }
  *range = pieces->ranges[--pieces->count];
  return true;
}

void pieces_cut(Pieces* pieces, const Range& range, int64 line) {
  int fault = record_at_fault(*pieces->records, range, line);
  if (fault >= 0) {
    push(pieces, {fault + 1, range.last});
    push(pieces, {fault, fault + 1});
    push(pieces, {range.first, fault});
  } else {
    int middle = range.first + (range.last - range.first) / 2;
    push(pieces, {middle, range.last});
    push(pieces, {range.first, middle});
  }
}

} // namespace studio::imports
