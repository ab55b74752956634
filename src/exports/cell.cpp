#include "exports/cell.h"

extern "C" {
#include "catalog/pg_type.h"
#include "common/jsonapi.h"
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

} // namespace studio::exports
