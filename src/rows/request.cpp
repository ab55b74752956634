#include "rows/request.h"

extern "C" {
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
}

namespace studio::rows {

namespace {

constexpr int64 default_limit = 100;
constexpr int64 millionths = 1000000;
constexpr int64 largest_limit = 10000;
constexpr int64 largest_count = int64{1} << 53;

void parse_columns(Request* request, JsonbContainer* body) {
  request->columns = texts_of(member(body, "columns"), "columns", &request->column_count);
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

int64 parse_whole(const JsonbValue* value, const char* field, int64 smallest, int64 largest) {
  if (value->type != jbvNumeric) {
    refuse(field);
  }
  int64 limit = DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(value->val.numeric)));
  if (limit < smallest || limit > largest) {
    refuse(field);
  }
  return limit;
}

} // namespace

void read_request(Request* request, const char* body) {
  JsonbContainer* root = read_object(body);
  JsonbContainer* relation = object_of(member(root, "relation"), "relation");
  request->schema = text_of(member(relation, "schema"), "schema");
  request->relation = text_of(member(relation, "name"), "name");
  parse_columns(request, root);
  parse_order(request, root);
  parse_after(request, root);
  request->is_backward = member(root, "backward") != nullptr;
  JsonbValue* at = member(root, "at");
  request->at = at != nullptr ? static_cast<int>(parse_whole(at, "at", 0, millionths)) : -1;
  request->filter_columns = {0, nullptr};
  request->filter = read_filter(member(root, "filter"), &request->filter_columns);
  JsonbValue* count = member(root, "count_up_to");
  JsonbValue* limit = member(root, "limit");
  JsonbValue* role = member(root, "as_role");
  request->as_role = role != nullptr ? text_of(role, "as_role") : nullptr;
  request->is_count = count != nullptr;
  request->limit = count != nullptr   ? parse_whole(count, "count_up_to", 1, largest_count)
                   : limit != nullptr ? parse_whole(limit, "limit", 1, largest_limit)
                                      : default_limit;
}

} // namespace studio::rows
