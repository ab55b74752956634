#include "exports/datum_cell.h"

extern "C" {
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
}

namespace studio::exports {

namespace {

const char* as_utf8(const char* text, size_t* bytes) {
  int encoding = GetDatabaseEncoding();
  if (likely(encoding == PG_UTF8)) {
    return text;
  }
  if (encoding == PG_SQL_ASCII) {
    // It may hold any byte.
    return replace_invalid_utf8(text, bytes);
  }
  const char* converted = pg_server_to_any(text, static_cast<int>(*bytes), PG_UTF8);
  if (converted != text) {
    *bytes = strlen(converted);
  }
  return converted;
}

const char* utf8_name(const NameData* name) {
  size_t bytes = strlen(NameStr(*name));
  const char* text = as_utf8(NameStr(*name), &bytes);
  return pnstrdup(text, bytes);
}

// What row_to_json makes more of than a text: arrays, composites, and types of somebody's own that may have a cast to JSON.
bool is_json_for(Oid type, ColumnKind kind) {
  return kind == ColumnKind::other &&
         (OidIsValid(get_element_type(type)) || type_is_rowtype(type) || type >= FirstNormalObjectId);
}

void reader_init(CellReader* reader, Oid type, bool wants_json) {
  reader->type = getBaseType(type);
  reader->kind = kind_of_type(reader->type);
  reader->is_as_json = wants_json && is_json_for(reader->type, reader->kind);
  if (reader->is_as_json) {
    // to_json takes any type, and learns from its call which.
    fmgr_info(F_TO_JSON, &reader->convert);
    Node* argument = reinterpret_cast<Node*>(makeNullConst(type, -1, InvalidOid));
    FuncExpr* call =
        makeFuncExpr(F_TO_JSON, JSONOID, list_make1(argument), InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);
    fmgr_info_set_expr(reinterpret_cast<Node*>(call), &reader->convert);
    return;
  }
  Oid output = InvalidOid;
  bool is_varlena = false;
  getTypeOutputInfo(type, &output, &is_varlena);
  fmgr_info(output, &reader->convert);
}

void set_text(Cell* cell, const char* text, size_t bytes) {
  cell->text = as_utf8(text, &bytes);
  cell->bytes = bytes;
}

void set_stored(Cell* cell, Datum value) {
  struct varlena* stored = pg_detoast_datum_packed(reinterpret_cast<struct varlena*>(DatumGetPointer(value)));
  set_text(cell, VARDATA_ANY(stored), VARSIZE_ANY_EXHDR(stored));
}

// The types that most data consists of, without a call of their output function.
bool set_directly(Cell* cell, const CellReader& reader, Datum value, char* figures) {
  switch (reader.type) {
  case BOOLOID:
    cell->text = DatumGetBool(value) ? "true" : "false";
    cell->bytes = DatumGetBool(value) ? 4 : 5;
    return true;
  case INT2OID:
    cell->bytes = static_cast<size_t>(pg_itoa(DatumGetInt16(value), figures));
    break;
  case INT4OID:
    cell->bytes = static_cast<size_t>(pg_ltoa(DatumGetInt32(value), figures));
    break;
  case INT8OID:
    cell->bytes = static_cast<size_t>(pg_lltoa(DatumGetInt64(value), figures));
    break;
  case TEXTOID:
  case VARCHAROID:
  case BPCHAROID:
  case JSONOID:
    set_stored(cell, value);
    return true;
  default:
    return false;
  }
  cell->text = figures;
  return true;
}

void set_cell(Cell* cell, CellReader* reader, Datum value, char* figures) {
  cell->is_json = reader->is_as_json;
  if (reader->is_as_json) {
    set_stored(cell, FunctionCall1(&reader->convert, value));
  } else if (!set_directly(cell, *reader, value, figures)) {
    const char* text = OutputFunctionCall(&reader->convert, value);
    set_text(cell, text, strlen(text));
  }
}

} // namespace

void row_reader_init(RowReader* reader, TupleDesc columns, bool wants_json) {
  size_t count = static_cast<size_t>(columns->natts);
  size_t room = Max(count, 1);
  reader->count = columns->natts;
  reader->readers = static_cast<CellReader*>(palloc0(sizeof(CellReader) * room));
  reader->columns = static_cast<Column*>(palloc0(sizeof(Column) * room));
  reader->cells = static_cast<Cell*>(palloc0(sizeof(Cell) * room));
  reader->figures = static_cast<char(*)[32]>(palloc(32 * room));
  reader->context = AllocSetContextCreate(CurrentMemoryContext, "studio exported row", ALLOCSET_DEFAULT_SIZES);
  for (size_t i = 0; i < count; i++) {
    Form_pg_attribute column = TupleDescAttr(columns, i);
    reader_init(&reader->readers[i], column->atttypid, wants_json);
    reader->columns[i].name = utf8_name(&column->attname);
    reader->columns[i].kind = reader->readers[i].kind;
  }
}

void row_reader_read(RowReader* reader, TupleTableSlot* slot) {
  slot_getallattrs(slot);
  MemoryContextReset(reader->context);
  MemoryContext previous = MemoryContextSwitchTo(reader->context);
  for (int i = 0; i < reader->count; i++) {
    reader->cells[i].is_null = slot->tts_isnull[i];
    if (!slot->tts_isnull[i]) {
      set_cell(&reader->cells[i], &reader->readers[i], slot->tts_values[i], reader->figures[i]);
    }
  }
  MemoryContextSwitchTo(previous);
}

} // namespace studio::exports
