// The file that rows of a remote server become: what libpq gives, cell by cell, through the formats of exports/.
//
// Bridge room. One at a time in a process. Its memory is the current context of its construction.
#pragma once

#include "exports/file.h"
#include "remote/frames.h"

#include <libpq-fe.h>

namespace studio::remote {

class FileRows {
public:
  // The options as the gateway sent them. Throws 08P01 where they are none.
  FileRows(Frames& frames, const char* options, size_t option_bytes, int64 allowed_rows);
  FileRows(const FileRows&) = delete;
  FileRows& operator=(const FileRows&) = delete;
  ~FileRows();

  int64 wanted_rows() const { return file_.options.row_limit; } // 0 = all
  void begin(const PGresult* result);
  // False where the file has as many rows as were asked for. Throws 54000 for more than are allowed, and for a value that is none
  // of its type.
  bool add(const PGresult* result);
  // No further row comes. What is left goes out by finish(), when the statement can no longer fail.
  void end();
  void finish();

private:
  static void write(const char* bytes, size_t count, int64 rows, bool flush);

  exports::File file_;
  exports::Column* columns_ = nullptr;
  exports::Cell* cells_ = nullptr;
  int count_ = -1; // of the columns; -1: they are not known yet
  MemoryContext row_context_ = nullptr;
};

} // namespace studio::remote
