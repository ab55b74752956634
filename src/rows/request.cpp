#include "rows/request.h"

extern "C" {
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"
}

namespace studio::rows {

namespace {

constexpr int64 default_limit = 100;
constexpr int64 largest_limit = 10000;

[[noreturn]] void refuse(const char* field) {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("field \"%s\" of rows/select is not valid", field)));
  pg_unreachable();
}

// The value of a key of an object; null where it is absent or JSON's null.
JsonbValue* member(JsonbContainer* object, const char* key) {
  JsonbValue* value = getKeyJsonValueFromContainer(object, key, static_cast<int>(strlen(key)), nullptr);
  return value == nullptr || value->type == jbvNull ? nullptr : value;
}

const char* text_of(const JsonbValue* value, const char* field) {
  if (value == nullptr || value->type != jbvString) {
    refuse(field);
  }
  return pnstrdup(value->val.string.val, static_cast<Size>(value->val.string.len));
}

JsonbContainer* object_of(const JsonbValue* value, const char* field) {
  if (value == nullptr || value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data)) {
    refuse(field);
  }
  return value->val.binary.data;
}

// The array behind a value, null where there is none; its length goes to `count`.
JsonbContainer* array_of(const JsonbValue* value, const char* field, int* count) {
  *count = 0;
  if (value == nullptr) {
    return nullptr;
  }
  if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data)) {
    refuse(field);
  }
  *count = static_cast<int>(JsonContainerSize(value->val.binary.data));
  return value->val.binary.data;
}

JsonbValue* element(JsonbContainer* array, int index) {
  return getIthJsonbValueFromContainer(array, static_cast<uint32>(index));
}

void parse_columns(Request* request, JsonbContainer* body) {
  JsonbContainer* columns = array_of(member(body, "columns"), "columns", &request->column_count);
  request->columns =
      static_cast<const char**>(palloc(sizeof(char*) * static_cast<Size>(Max(request->column_count, 1))));
  for (int i = 0; i < request->column_count; i++) {
    request->columns[i] = text_of(element(columns, i), "columns");
  }
}

void parse_order(Request* request, JsonbContainer* body) {
  JsonbContainer* order = array_of(member(body, "order"), "order", &request->order_count);
  request->order =
      static_cast<OrderColumn*>(palloc(sizeof(OrderColumn) * static_cast<Size>(Max(request->order_count, 1))));
  for (int i = 0; i < request->order_count; i++) {
    JsonbContainer* entry = object_of(element(order, i), "order");
    OrderColumn* column = &request->order[i];
    column->name = text_of(member(entry, "column"), "column");
    JsonbValue* direction = member(entry, "direction");
    column->is_descending = direction != nullptr && strcmp(text_of(direction, "direction"), "desc") == 0;
    JsonbValue* nulls = member(entry, "nulls");
    // As PostgreSQL has it: a null counts as larger than any value.
    column->is_nulls_first = nulls != nullptr ? strcmp(text_of(nulls, "nulls"), "first") == 0 : column->is_descending;
  }
}

void parse_after(Request* request, JsonbContainer* body) {
  JsonbContainer* after = array_of(member(body, "after"), "after", &request->after_count);
  request->after = static_cast<const char**>(palloc(sizeof(char*) * static_cast<Size>(Max(request->after_count, 1))));
  for (int i = 0; i < request->after_count; i++) {
    JsonbValue* value = element(after, i);
    request->after[i] = value->type == jbvNull ? nullptr : text_of(value, "after");
  }
}

int64 parse_limit(JsonbContainer* body) {
  JsonbValue* value = member(body, "limit");
  if (value == nullptr) {
    return default_limit;
  }
  if (value->type != jbvNumeric) {
    refuse("limit");
  }
  int64 limit = DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(value->val.numeric)));
  if (limit < 1 || limit > largest_limit) {
    refuse("limit");
  }
  return limit;
}

} // namespace

void read_request(Request* request, const char* body) {
  Jsonb* json = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(body)));
  if (!JB_ROOT_IS_OBJECT(json)) {
    refuse("relation");
  }
  JsonbContainer* relation = object_of(member(&json->root, "relation"), "relation");
  request->schema = text_of(member(relation, "schema"), "schema");
  request->relation = text_of(member(relation, "name"), "name");
  parse_columns(request, &json->root);
  parse_order(request, &json->root);
  parse_after(request, &json->root);
  request->limit = parse_limit(&json->root);
}

} // namespace studio::rows
