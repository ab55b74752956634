// Where the records of a part of a file begin and end, by the rules by which COPY reads them: a line feed between quotes, or
// behind a backslash in the text format, ends nothing. Backend C; knows bytes, no column and no type.
#pragma once

#include "imports/options.h"

namespace studio::imports {

struct Record {
  size_t begin; // in the part's bytes
  size_t end;   // behind its line feed
  int64 line;   // of the file, from 1, on which it begins
};

struct Records {
  const char* data;
  int count;
  Record* items;
  size_t taken; // bytes of whole records, a header and a byte order mark among them
  int64 lines;  // in them
};

// Finds them, in the current context. What follows the last whole record is left for the next part, unless this is the last.
// At most 200,000 are taken. 54000 for a record that no part can hold, 22P04 for COPY's own mark of an end (\.), behind which
// COPY would silently read nothing.
void find_records(Records* records, const Options& options, const char* data, size_t bytes);

} // namespace studio::imports
