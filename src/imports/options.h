// What a part of a file is and where it goes, as the gateway has checked it (wire/import_request.h). Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::imports {

struct Options {
  const char* schema;
  const char* relation;
  int column_count;
  const char** columns; // where each field of a line goes; null = nowhere
  const char** fields;  // ndjson: the key of each; null = the columns' names
  int key_count;
  const char** key; // rows that are there already are told by these; none: every line is a new row
  bool updates;     // what is there is changed to what the line says; else it stays
  const char* format;
  const char* delimiter; // of these four null = what COPY takes without the option
  const char* quote;
  const char* null_text;
  const char* encoding;
  bool has_header;
  bool is_last; // the bytes end with the file
  int64 first_line;
  int64 first_byte; // of the file, as the sender counts; -1 where it does not
  bool follows;     // is nothing unless the part before it has ended at first_byte
  int64 skip_bad_lines;
};

// What reads the one field of a line of NDJSON as CSV: no line of JSON holds these two bytes.
constexpr char no_delimiter[] = "\x01";
constexpr char no_quote[] = "\x02";

// Reads them into the current context.
void read_options(Options* options, const char* json);

// Of these the file has one field a line, whatever COPY is told.
inline bool is_ndjson(const Options& options) { return strcmp(options.format, "ndjson") == 0; }

} // namespace studio::imports
