#include "result/columns_json.h"

#include "result/encoding.h"

extern "C" {
#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "nodes/primnodes.h"
#include "utils/syscache.h"
}

namespace studio::result {

namespace {

void append_name(Buffer* buffer, const NameData* name) {
  append_server_text(buffer, NameStr(*name), strlen(NameStr(*name)));
}

void append_type_name(Buffer* buffer, Oid type) {
  HeapTuple tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(type));
  if (!HeapTupleIsValid(tuple)) {
    append(buffer, "\"???\""); // as format_type says of a type that was dropped meanwhile
    return;
  }
  append_name(buffer, &reinterpret_cast<Form_pg_type>(GETSTRUCT(tuple))->typname);
  ReleaseSysCache(tuple);
}

// The next entry of the target list that is a column of the result, or null.
TargetEntry* next_target(List* targets, int* position) {
  while (*position < list_length(targets)) {
    TargetEntry* entry = static_cast<TargetEntry*>(list_nth(targets, (*position)++));
    if (!entry->resjunk) {
      return entry;
    }
  }
  return nullptr;
}

} // namespace

void append_columns(Buffer* buffer, TupleDesc columns, int count, List* targets, const Sources& sources) {
  int position = 0;
  append_char(buffer, '[');
  for (int i = 0; i < count; i++) {
    Form_pg_attribute column = TupleDescAttr(columns, i);
    const TargetEntry* target = next_target(targets, &position);
    append_text(buffer, i > 0 ? ",{\"name\":" : "{\"name\":");
    append_name(buffer, &column->attname);
    append(buffer, ",\"type\":");
    append_type_name(buffer, column->atttypid);
    append(buffer, ",\"type_oid\":");
    append_number(buffer, column->atttypid);
    append(buffer, ",\"typmod\":");
    append_number(buffer, column->atttypmod);
    append(buffer, ",\"table_oid\":");
    append_number(buffer, target != nullptr ? target->resorigtbl : InvalidOid);
    append(buffer, ",\"column_number\":");
    append_number(buffer, target != nullptr ? target->resorigcol : 0);
    if (sources.numbers != nullptr) {
      append(buffer, ",\"source\":");
      append_number(buffer, i < sources.count ? sources.numbers[i] : 0);
    }
    append_char(buffer, '}');
  }
  append_char(buffer, ']');
}

void append_column_names(Buffer* buffer, TupleDesc columns, int count) {
  append_char(buffer, '[');
  for (int i = 0; i < count; i++) {
    if (i > 0) {
      append_char(buffer, ',');
    }
    append_name(buffer, &TupleDescAttr(columns, i)->attname);
  }
  append_char(buffer, ']');
}

} // namespace studio::result
