#include "rows/change.h"

extern "C" {
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
}

namespace studio::rows {

namespace {

// The relation's name in the statement; no column can be taken for another where all are written behind it.
constexpr char alias[] = "r";

JsonbValue* member(JsonbContainer* object, const char* key) {
  return getKeyJsonValueFromContainer(object, key, static_cast<int>(strlen(key)), nullptr);
}

const char* text_of(const JsonbValue* value) {
  return pnstrdup(value->val.string.val, static_cast<Size>(value->val.string.len));
}

const char** read_names(JsonbContainer* object, const char* key, int* count) {
  JsonbValue* value = member(object, key);
  *count = value == nullptr ? 0 : static_cast<int>(JsonContainerSize(value->val.binary.data));
  const char** names = static_cast<const char**>(palloc(sizeof(char*) * static_cast<Size>(Max(*count, 1))));
  for (int i = 0; i < *count; i++) {
    names[i] = text_of(getIthJsonbValueFromContainer(value->val.binary.data, static_cast<uint32>(i)));
  }
  return names;
}

void read_change(Change* change, JsonbContainer* object) {
  const char* kind = text_of(member(object, "kind"));
  change->kind = strcmp(kind, "insert") == 0   ? ChangeKind::insert
                 : strcmp(kind, "update") == 0 ? ChangeKind::update
                                               : ChangeKind::remove;
  change->schema = text_of(member(object, "schema"));
  change->relation = text_of(member(object, "relation"));
  change->key = read_names(object, "key", &change->key_count);
  change->expected = read_names(object, "expected", &change->expected_count);
  change->values = read_names(object, "values", &change->value_count);
  change->defaults = read_names(object, "defaults", &change->default_count);
}

// A name of the statement's own relation. quote_identifier may answer the very pointer that it is given.
void append_column(StringInfo sql, const char* name) { appendStringInfo(sql, "%s.%s", alias, quote_identifier(name)); }

void append_relation(StringInfo sql, const Change& change) {
  appendStringInfoString(sql, quote_identifier(change.schema));
  appendStringInfo(sql, ".%s AS %s", quote_identifier(change.relation), alias);
}

// r.a = $1::type AND …; gives the next parameter's number.
int append_key(StringInfo sql, const Change& change, const ChangeColumns& columns) {
  int number = 1;
  for (int i = 0; i < change.key_count; i++, number++) {
    if (columns.key[i].equal == nullptr) {
      ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
                      errmsg("values of column \"%s\" cannot be compared, so it cannot name a row", change.key[i])));
    }
    appendStringInfoString(sql, i > 0 ? " AND " : " WHERE ");
    append_column(sql, change.key[i]);
    appendStringInfo(sql, " %s $%d::%s", columns.key[i].equal, number, columns.key[i].type);
  }
  return number;
}

int append_expected(StringInfo sql, const Change& change, const ChangeColumns& columns, int number) {
  if (change.expected_count == 0) {
    return number;
  }
  appendStringInfoString(sql, " AND pg_catalog.record_image_eq(ROW(");
  for (int i = 0; i < change.expected_count; i++) {
    appendStringInfoString(sql, i > 0 ? ", " : "");
    append_column(sql, change.expected[i]);
  }
  appendStringInfoString(sql, "), ROW(");
  for (int i = 0; i < change.expected_count; i++, number++) {
    appendStringInfo(sql, "%s$%d::%s", i > 0 ? ", " : "", number, columns.expected[i].type);
  }
  appendStringInfoString(sql, "))");
  return number;
}

void append_returning(StringInfo sql, const ChangeColumns& columns) {
  for (int i = 0; i < columns.returned_count; i++) {
    appendStringInfoString(sql, i > 0 ? ", " : " RETURNING ");
    append_column(sql, columns.returned[i]);
  }
}

void append_insert(StringInfo sql, const Change& change) {
  appendStringInfoString(sql, "INSERT INTO ");
  append_relation(sql, change);
  int count = change.value_count + change.default_count;
  if (count == 0) {
    appendStringInfoString(sql, " DEFAULT VALUES");
    return;
  }
  for (int i = 0; i < count; i++) {
    const char* name = i < change.value_count ? change.values[i] : change.defaults[i - change.value_count];
    appendStringInfo(sql, "%s%s", i > 0 ? ", " : " (", quote_identifier(name));
  }
  for (int i = 0; i < count; i++) {
    appendStringInfoString(sql, i > 0 ? ", " : ") VALUES (");
    if (i < change.value_count) {
      appendStringInfo(sql, "$%d", i + 1);
    } else {
      appendStringInfoString(sql, "DEFAULT");
    }
  }
  appendStringInfoChar(sql, ')');
}

// The values stand behind those of the WHERE in the request, so their numbers begin there.
void append_set(StringInfo sql, const Change& change) {
  int number = change.key_count + change.expected_count + 1;
  for (int i = 0; i < change.value_count; i++, number++) {
    appendStringInfo(sql, "%s%s = $%d", i > 0 ? ", " : " SET ", quote_identifier(change.values[i]), number);
  }
  for (int i = 0; i < change.default_count; i++) {
    appendStringInfo(sql, "%s%s = DEFAULT", i + change.value_count > 0 ? ", " : " SET ",
                     quote_identifier(change.defaults[i]));
  }
}

} // namespace

void read_changes(ChangeList* list, const char* body) {
  Jsonb* json = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(body)));
  list->is_dry_run = member(&json->root, "dry_run") != nullptr;
  JsonbContainer* changes = member(&json->root, "changes")->val.binary.data;
  list->count = static_cast<int>(JsonContainerSize(changes));
  list->changes = static_cast<Change*>(palloc(sizeof(Change) * static_cast<Size>(list->count)));
  for (int i = 0; i < list->count; i++) {
    read_change(&list->changes[i], getIthJsonbValueFromContainer(changes, static_cast<uint32>(i))->val.binary.data);
  }
}

int value_count_of(const Change& change) { return change.key_count + change.expected_count + change.value_count; }

const char* make_change(const Change& change, const ChangeColumns& columns) {
  StringInfoData sql;
  initStringInfo(&sql);
  if (change.kind == ChangeKind::insert) {
    append_insert(&sql, change);
  } else {
    appendStringInfoString(&sql, change.kind == ChangeKind::update ? "UPDATE " : "DELETE FROM ");
    append_relation(&sql, change);
    if (change.kind == ChangeKind::update) {
      append_set(&sql, change);
    }
    (void)append_expected(&sql, change, columns, append_key(&sql, change, columns));
  }
  append_returning(&sql, columns);
  return sql.data;
}

const char* make_search(const Change& change, const ChangeColumns& columns) {
  StringInfoData sql;
  initStringInfo(&sql);
  appendStringInfoString(&sql, "SELECT FROM ");
  append_relation(&sql, change);
  (void)append_key(&sql, change, columns);
  return sql.data;
}

} // namespace studio::rows
