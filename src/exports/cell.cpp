#include "exports/cell.h"

extern "C" {
#include "catalog/pg_type.h"
#include "common/jsonapi.h"
#include "mb/pg_wchar.h"
}

namespace studio::exports {

ColumnKind kind_of_type(Oid type) {
  switch (type) {
  case BOOLOID:
    return ColumnKind::boolean;
  case INT2OID:
  case INT4OID:
  case INT8OID:
  case OIDOID:
    return ColumnKind::integer;
  case NUMERICOID:
    return ColumnKind::numeric;
  case FLOAT4OID:
  case FLOAT8OID:
    return ColumnKind::floating;
  case MONEYOID:
  case INTERVALOID:
  case TIMETZOID:
    return ColumnKind::figures;
  case DATEOID:
    return ColumnKind::date;
  case TIMEOID:
    return ColumnKind::time;
  case TIMESTAMPOID:
    return ColumnKind::timestamp;
  case TIMESTAMPTZOID:
    return ColumnKind::timestamptz;
  case JSONOID:
  case JSONBOID:
    return ColumnKind::json;
  case TEXTOID:
  case VARCHAROID:
  case BPCHAROID:
    return ColumnKind::text;
  default:
    return ColumnKind::other;
  }
}

bool is_plain_number(ColumnKind kind, const Cell& cell) {
  return kind == ColumnKind::integer || (is_number(kind) && IsValidJsonNumber(cell.text, static_cast<int>(cell.bytes)));
}

const char* replace_invalid_utf8(const char* text, size_t* bytes) {
  if (pg_verify_mbstr(PG_UTF8, text, static_cast<int>(*bytes), true)) {
    return text;
  }
  char* made = static_cast<char*>(MemoryContextAllocHuge(CurrentMemoryContext, *bytes * 3 + 1));
  char* to = made;
  for (size_t i = 0; i < *bytes;) {
    int length = pg_encoding_mblen(PG_UTF8, text + i);
    bool is_whole = static_cast<size_t>(length) <= *bytes - i && pg_verify_mbstr(PG_UTF8, text + i, length, true);
    memcpy(to, is_whole ? text + i : "\xEF\xBF\xBD", is_whole ? static_cast<size_t>(length) : 3);
    to += is_whole ? length : 3;
    i += is_whole ? static_cast<size_t>(length) : 1;
  }
  *bytes = static_cast<size_t>(to - made);
  return made;
}

} // namespace studio::exports
