// How one datum of one type becomes JSON, and what stays text: HOW A CELL LOOKS ON THE WIRE.
//
// Knows types and PostgreSQL's output functions; knows neither rows nor pages. null is the row's business. bool, int2, int4,
// oid and finite floats are JSON literals; everything else is the text of its output function in a JSON string, written
// here directly for the types that most data consists of. A value beyond the limit becomes
// {"truncated":true,"bytes":n,"head":"…"}, and of a toasted one only the head is read.
#pragma once

#include "result/buffer.h"

namespace studio::result {

enum class ValueKind : uint8_t {
  boolean,
  int2,
  int4,
  int8,
  oid,
  float4,
  float8,
  text, // a varlena whose bytes are its text: text, varchar, bpchar, json
  name,
  bytea,
  date,
  time,
  timestamp,
  timestamptz,
  uuid,
  other, // by the output function
};

struct ValueWriter {
  ValueKind kind;
  FmgrInfo output; // the type's output function, looked up at once: kind `bytea` and the keys of a page use it too
};

// Prepares a writer for values of `type` (a domain is written as its base type). `context` holds the function's state.
void value_writer_init(ValueWriter* writer, Oid type, MemoryContext context);

// Appends a value that is not null. May allocate in the current context, and may raise whatever an output function does.
void append_value(Buffer* buffer, ValueWriter* writer, Datum value, size_t limit);

// Appends the text of the output function as a JSON string, whatever the type and the length: exact, for keys.
void append_output_text(Buffer* buffer, ValueWriter* writer, Datum value);

} // namespace studio::result
