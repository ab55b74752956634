// The file on its way out of a runner: rows go through a format into a buffer, which is handed on when it is about 64 KiB.
//
// Backend C. Knows neither the ring nor who reads: an Output takes the bytes. One file at a time in a process.
#pragma once

#include "exports/format.h"

namespace studio::exports {

// Who takes the bytes. `rows`: how many the file has so far. `flush`: the reader is to be woken; without it more comes at once.
struct Output {
  void (*write)(const char* bytes, size_t count, int64 rows, bool flush);
};

struct File {
  ExportOptions options;
  Output output;
  int64 allowed_rows; // of what the connection allows; 0 = all. More is an error: half a file is none
  Format* format;     // null until the columns are known
  Buffer* buffer;     // belongs to the process
  int64 row_count;
};

// Takes the options as the gateway sent them. `file` lives with the caller.
void file_init(File* file, const char* options, size_t option_bytes, Output output, int64 allowed_rows);

// The columns are known: writes what comes before the rows. In a memory context that lasts until the end of the file.
void file_begin(File* file, const Column* columns, int count);

// False where the file has as many rows as were asked for: this row, and what follows, is not wanted.
bool file_row(File* file, const Cell* cells);

// No further row comes. What is left goes out by file_finish(), when the statement can no longer fail.
void file_end(File* file);
void file_finish(File* file);

} // namespace studio::exports
