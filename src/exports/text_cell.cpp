#include "exports/text_cell.h"

extern "C" {
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
}

namespace studio::exports {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_integer(const char* text, size_t bytes) {
  size_t first = bytes > 0 && text[0] == '-' ? 1 : 0;
  for (size_t i = first; i < bytes; i++) {
    if (!is_digit(text[i])) {
      return false;
    }
  }
  return bytes > first;
}

bool is_one_of(const char* text, std::initializer_list<const char*> words) {
  for (const char* word : words) {
    if (strcmp(text, word) == 0) {
      return true;
    }
  }
  return false;
}

bool consists_of(const char* text, size_t bytes, const char* characters) { return strspn(text, characters) == bytes; }

bool fits(ColumnKind kind, const char* text, size_t bytes) {
  switch (kind) {
  case ColumnKind::boolean:
    return is_one_of(text, {"t", "f"});
  case ColumnKind::integer:
    return is_integer(text, bytes);
  case ColumnKind::numeric:
  case ColumnKind::floating:
    return is_one_of(text, {"NaN", "Infinity", "-Infinity"}) ||
           is_plain_number(ColumnKind::numeric, {text, bytes, false, false});
  case ColumnKind::date:
  case ColumnKind::time:
  case ColumnKind::timestamp:
  case ColumnKind::timestamptz:
    return is_one_of(text, {"infinity", "-infinity"}) ||
           (is_digit(text[0]) && consists_of(text, bytes, "0123456789-:.+ BC"));
  case ColumnKind::figures:
    return consists_of(text, bytes, "0123456789-:.+ abcdefghijklmnopqrstuvwxyz");
  case ColumnKind::json:
    // Raises where it is none.
    (void)DirectFunctionCall1(json_in, CStringGetDatum(text));
    return true;
  case ColumnKind::text:
  case ColumnKind::other:
    break;
  }
  return true;
}

} // namespace

ColumnKind kind_of_foreign_type(Oid type) { return type == MONEYOID ? ColumnKind::text : kind_of_type(type); }

void text_cell_set(Cell* cell, ColumnKind kind, const char* text, size_t bytes) {
  if (strlen(text) != bytes || !fits(kind, text, bytes)) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                    errmsg("the remote server sent a value that is none of its column's type")));
  }
  cell->is_null = false;
  cell->is_json = false;
  cell->bytes = bytes;
  cell->text = replace_invalid_utf8(text, &cell->bytes);
  if (kind == ColumnKind::boolean) {
    cell->text = text[0] == 't' ? "true" : "false";
    cell->bytes = strlen(cell->text);
  }
}

} // namespace studio::exports
