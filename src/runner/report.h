// An error or a notice: PostgreSQL's fields as the JSON of the wire.
#pragma once

#include "result/buffer.h"

namespace studio::runner {

// The fields of an ErrorResponse or NoticeResponse. Texts are in the client encoding, null where absent.
struct Report {
  const char* severity;
  const char* code;
  const char* message;
  const char* detail;
  const char* hint;
  const char* where;
  const char* schema;
  const char* table;
  const char* column;
  const char* datatype;
  const char* constraint;
  const char* internal_query;
  const char* position; // decimal digits
  const char* internal_position;
};

// Takes a message of type E or N apart. The texts point into it.
void report_parse(Report* report, const char* message, size_t bytes);

// Appends "severity":…,"internal_position":… without braces. Bytes that are no UTF-8 become U+FFFD; a text of more than
// 1 MiB is cut.
void append_report(result::Buffer* buffer, const Report* report);

} // namespace studio::runner
