// What a file format sees of a result: columns with a kind, and the cells of one row as text in UTF-8.
//
// Knows neither tuples nor libpq: a local runner makes cells of datums (datum_cell.h), a remote one of what the server sent.
#pragma once

#include "pg/backend.h"

namespace studio::exports {

// What a format must know of a type to write its values; the text is that of the output function.
enum class ColumnKind : uint8_t {
  boolean,  // its text is true or false
  integer,  // int2, int4, int8, oid
  numeric,  // of any number of digits
  floating, // float4, float8
  figures,  // money, interval, timetz: a text that the type itself makes of figures
  date,
  time,
  timestamp,
  timestamptz,
  json,
  text,
  other, // arrays, composites, enums, all that has a text of its own
};

struct Column {
  const char* name; // UTF-8, terminated
  ColumnKind kind;
};

struct Cell {
  const char* text; // not terminated
  size_t bytes;
  bool is_null;
  bool is_json; // the text is JSON, whatever the kind: an array or a composite, where the format wants them so
};

// The kind of a base type (not of a domain). PostgreSQL never changes the numbers of its built-in types.
ColumnKind kind_of_type(Oid type);

// Do values of this kind count something?
inline bool is_number(ColumnKind kind) {
  return kind == ColumnKind::integer || kind == ColumnKind::numeric || kind == ColumnKind::floating;
}

// Can the text of a value of this kind, not null, stand where JSON and SQL have a number? NaN and Infinity cannot.
bool is_plain_number(ColumnKind kind, const Cell& cell);

// A file is UTF-8, whatever it is made of: what is none becomes U+FFFD, in the current memory context; else the text itself.
const char* replace_invalid_utf8(const char* text, size_t* bytes);

} // namespace studio::exports
