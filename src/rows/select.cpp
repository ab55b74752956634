#include "rows/select.h"

#include "rows/parts.h"
#include "rows/seek.h"

extern "C" {
#include "access/stratnum.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
}

namespace studio::rows {

namespace {

// The relation's name in the statement; no column can be taken for another where all are written behind it.
constexpr char alias[] = "r";

struct Builder {
  StringInfoData sql;
  const Request* request;
  const Order* order;
  const char** values; // of the cursor, one for each key; null = NULL
  Values parameters;
  int* numbers;       // the parameter of each key's value; 0 = not used yet
  const char* filter; // the request's, written once for all parts; null where there is none
};

[[noreturn]] void refuse_cursor() {
  ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the cursor does not fit the relation"),
                  errhint("Its columns or keys have changed: start from the first page.")));
  pg_unreachable();
}

void append_column(Builder* builder, const char* quoted_name) {
  appendStringInfo(&builder->sql, "%s.%s", alias, quoted_name);
}

// The value of a key as a parameter, cast to the very type of the column.
void append_value(Builder* builder, int key) {
  if (builder->numbers[key] == 0) {
    builder->numbers[key] = add_value(&builder->parameters, builder->values[key]);
  }
  appendStringInfo(&builder->sql, "$%d::%s", builder->numbers[key], builder->order->keys[key].type);
}

// A type without an order cannot have given the cursor.
const char* operator_of(const OrderKey& key, StrategyNumber strategy) {
  if (key.operators[strategy - 1] == nullptr) {
    refuse_cursor();
  }
  return key.operators[strategy - 1];
}

StrategyNumber after_strategy(const OrderKey& key) {
  return key.is_descending ? BTLessStrategyNumber : BTGreaterStrategyNumber;
}

// True if nulls of this key may still come behind a value.
bool nulls_come_behind(const OrderKey& key) { return key.is_nullable && !key.is_nulls_first; }

void append_comparison(Builder* builder, int key, StrategyNumber strategy) {
  append_column(builder, builder->order->keys[key].name);
  appendStringInfo(&builder->sql, " %s ", operator_of(builder->order->keys[key], strategy));
  append_value(builder, key);
}

void append_is_after(Builder* builder, int index) {
  const OrderKey& key = builder->order->keys[index];
  if (builder->values[index] == nullptr) {
    if (key.is_nulls_first) {
      append_column(builder, key.name);
      appendStringInfoString(&builder->sql, " IS NOT NULL");
    } else {
      appendStringInfoString(&builder->sql, "false");
    }
    return;
  }
  append_comparison(builder, index, after_strategy(key));
  if (nulls_come_behind(key)) {
    appendStringInfoString(&builder->sql, " OR ");
    append_column(builder, key.name);
    appendStringInfoString(&builder->sql, " IS NULL");
  }
}

void append_is_equal(Builder* builder, int index) {
  if (builder->values[index] == nullptr) {
    append_column(builder, builder->order->keys[index].name);
    appendStringInfoString(&builder->sql, " IS NULL");
  } else {
    append_comparison(builder, index, BTEqualStrategyNumber);
  }
}

// One row comparison will do, and one index can serve it, where all keys go the same way by an operator of the same name,
// and no null can come behind a value.
bool can_compare_rows(const Builder* builder) {
  const char* common = nullptr;
  for (int i = 0; i < builder->order->count; i++) {
    const OrderKey& key = builder->order->keys[i];
    const char* text = key.operators[after_strategy(key) - 1];
    if (builder->values[i] == nullptr || nulls_come_behind(key) || text == nullptr) {
      return false;
    }
    if (common != nullptr && strcmp(common, text) != 0) {
      return false;
    }
    common = text;
  }
  return true;
}

void append_row_comparison(Builder* builder) {
  const Order* order = builder->order;
  appendStringInfoString(&builder->sql, "ROW(");
  for (int i = 0; i < order->count; i++) {
    appendStringInfoString(&builder->sql, i > 0 ? ", " : "");
    append_column(builder, order->keys[i].name);
  }
  appendStringInfo(&builder->sql, ") %s ROW(", operator_of(order->keys[0], after_strategy(order->keys[0])));
  for (int i = 0; i < order->count; i++) {
    appendStringInfoString(&builder->sql, i > 0 ? ", " : "");
    append_value(builder, i);
  }
  appendStringInfoChar(&builder->sql, ')');
}

// (k1 after v1) OR (k1 = v1 AND ((k2 after v2) OR (…))), and a bound on k1 alone, for the sake of an index.
void append_nested_comparison(Builder* builder) {
  const Order* order = builder->order;
  const OrderKey& first = order->keys[0];
  if (builder->values[0] != nullptr && !nulls_come_behind(first)) {
    append_comparison(builder, 0, first.is_descending ? BTLessEqualStrategyNumber : BTGreaterEqualStrategyNumber);
    appendStringInfoString(&builder->sql, " AND ");
  }
  for (int i = 0; i < order->count; i++) {
    appendStringInfoChar(&builder->sql, '(');
    append_is_after(builder, i);
    if (i + 1 < order->count) {
      appendStringInfoString(&builder->sql, " OR (");
      append_is_equal(builder, i);
      appendStringInfoString(&builder->sql, " AND ");
    }
  }
  for (int i = 0; i < order->count; i++) {
    appendStringInfoString(&builder->sql, i + 1 < order->count ? "))" : ")");
  }
}

// What stands before each condition.
void append_and(Builder* builder, bool* is_begun) {
  appendStringInfoString(&builder->sql, *is_begun ? " AND " : " WHERE ");
  *is_begun = true;
}

void append_where(Builder* builder, const Part& part) {
  const Request* request = builder->request;
  bool is_begun = false;
  if (builder->filter != nullptr) {
    append_and(builder, &is_begun);
    appendStringInfoString(&builder->sql, builder->filter);
  }
  if (part.test != nullptr) {
    append_and(builder, &is_begun);
    appendStringInfo(&builder->sql, "%s.%s", alias, part.test);
  }
  if (part.is_bounded) {
    append_and(builder, &is_begun);
    appendStringInfo(&builder->sql, "%s.ctid >= '(%u,0)'::pg_catalog.tid", alias, part.first_block);
  }
  if (part.end_block > 0) {
    append_and(builder, &is_begun);
    appendStringInfo(&builder->sql, "%s.ctid < '(%u,0)'::pg_catalog.tid", alias, part.end_block);
  }
  if (part.place == Place::anywhere) {
    return;
  }
  append_and(builder, &is_begun);
  appendStringInfoChar(&builder->sql, '(');
  if (part.place == Place::sought) {
    append_seek(&builder->sql, *request, *builder->order, alias, &builder->parameters);
  } else if (can_compare_rows(builder)) {
    append_row_comparison(builder);
  } else {
    append_nested_comparison(builder);
  }
  appendStringInfoChar(&builder->sql, ')');
}

void append_columns(Builder* builder) {
  const Request* request = builder->request;
  appendStringInfoString(&builder->sql, "SELECT ");
  if (request->column_count == 0) {
    appendStringInfo(&builder->sql, "%s.*", alias);
  }
  for (int i = 0; i < request->column_count; i++) {
    appendStringInfoString(&builder->sql, i > 0 ? ", " : "");
    append_column(builder, quote_identifier(request->columns[i]));
  }
  if (builder->order->mode == PageMode::offset) {
    return;
  }
  for (int i = 0; i < builder->order->count; i++) {
    appendStringInfoString(&builder->sql, ", ");
    append_column(builder, builder->order->keys[i].name);
  }
}

void append_order(Builder* builder) {
  const Order* order = builder->order;
  if (order->mode == PageMode::physical) {
    return;
  }
  for (int i = 0; i < order->count; i++) {
    const OrderKey& key = order->keys[i];
    appendStringInfoString(&builder->sql, i > 0 ? ", " : " ORDER BY ");
    append_column(builder, key.name);
    appendStringInfo(&builder->sql, "%s%s", key.is_descending ? " DESC" : "",
                     key.is_nulls_first == key.is_descending ? ""
                                                             : (key.is_nulls_first ? " NULLS FIRST" : " NULLS LAST"));
  }
}

// Where the last page ended: the keys of its last row, or a count of rows. Null values: from the beginning.
void read_cursor(Builder* builder, Select* select) {
  const Request* request = builder->request;
  if (request->after_count == 0) {
    return;
  }
  bool is_offset = builder->order->mode == PageMode::offset;
  const char* kind = request->after[0];
  int expected = is_offset ? 1 : builder->order->count;
  if (kind == nullptr || strcmp(kind, is_offset ? cursor_of_offset : cursor_of_keys) != 0 ||
      request->after_count != expected + 1) {
    refuse_cursor();
  }
  if (!is_offset) {
    builder->values = request->after + 1;
    return;
  }
  char* end = nullptr;
  const char* digits = request->after[1] != nullptr ? request->after[1] : "";
  select->offset = strtoll(digits, &end, 10);
  if (end == digits || *end != '\0' || select->offset < 0) {
    refuse_cursor();
  }
}

} // namespace

namespace {

// The same rows from their end on.
Order backward(const Order& order) {
  Order turned = order;
  turned.mode = PageMode::keys;
  turned.keys = static_cast<OrderKey*>(palloc(sizeof(OrderKey) * static_cast<Size>(Max(order.count, 1))));
  for (int i = 0; i < order.count; i++) {
    turned.keys[i] = order.keys[i];
    turned.keys[i].is_descending = !order.keys[i].is_descending;
    turned.keys[i].is_nulls_first = !order.keys[i].is_nulls_first;
  }
  return turned;
}

void append_relation(Builder* builder) {
  appendStringInfo(&builder->sql, " FROM %s AS %s",
                   quote_qualified_identifier(builder->request->schema, builder->request->relation), alias);
}

// From FROM on. The builder goes by the part's own keys meanwhile.
void append_part(Builder* builder, const Part& part) {
  Builder whole = *builder;
  builder->order = &part.order;
  if (part.skipped_keys > 0) {
    builder->values = builder->values != nullptr ? builder->values + part.skipped_keys : nullptr;
    builder->numbers += part.skipped_keys;
  }
  append_relation(builder);
  append_where(builder, part);
  append_order(builder);
  // One row more than is shown: whether there is a next page.
  appendStringInfo(&builder->sql, " LIMIT " INT64_FORMAT, builder->request->limit + 1);
  builder->order = whole.order;
  builder->values = whole.values;
  builder->numbers = whole.numbers;
}

// The keys of the page's rows, part after part, and then these rows: a column of a UNION would no longer be known as the table's.
// Each part has a LIMIT, which no parallel plan goes below, so that PostgreSQL reads one after the other, and none that is not
// needed any more.
void append_joined_parts(Builder* builder, const Parts& parts) {
  const Order* order = builder->order;
  append_relation(builder);
  appendStringInfoString(&builder->sql, " JOIN (");
  for (int i = 0; i < parts.count; i++) {
    appendStringInfoString(&builder->sql, i > 0 ? " UNION ALL (SELECT " : "(SELECT ");
    const char* separator = "";
    for (int key = 0; key < order->count; key++) {
      if (!order->keys[key].is_nullable) {
        appendStringInfo(&builder->sql, "%s%s.%s AS k%d", separator, alias, order->keys[key].name, key);
        separator = ", ";
      }
    }
    append_part(builder, parts.items[i]);
    appendStringInfoChar(&builder->sql, ')');
  }
  appendStringInfo(&builder->sql, " LIMIT " INT64_FORMAT ") AS k ON ", builder->request->limit + 1);
  const char* separator = "";
  for (int key = 0; key < order->count; key++) {
    if (!order->keys[key].is_nullable) {
      appendStringInfo(&builder->sql, "%s%s.%s %s k.k%d", separator, alias, order->keys[key].name,
                       operator_of(order->keys[key], BTEqualStrategyNumber), key);
      separator = " AND ";
    }
  }
  append_order(builder);
}

void append_page(Builder* builder, const Select& select) {
  const Request* request = builder->request;
  Parts parts = find_parts(*request, *builder->order, builder->values);
  append_columns(builder);
  if (parts.count > 1) {
    append_joined_parts(builder, parts);
  } else {
    append_part(builder, parts.items[0]);
  }
  if (select.offset > 0) {
    appendStringInfo(&builder->sql, " OFFSET " INT64_FORMAT, select.offset);
  }
}

// One row more than may be counted: whether there are more.
void append_count(Builder* builder) {
  appendStringInfoString(&builder->sql, "SELECT pg_catalog.count(*) FROM (SELECT");
  append_relation(builder);
  append_where(builder, Part{});
  appendStringInfo(&builder->sql, " LIMIT " INT64_FORMAT ") AS c", builder->request->limit + 1);
}

} // namespace

void make_select(Select* select, const Request& request, const Order& order) {
  if ((request.at >= 0 && !can_seek(order)) || (request.is_backward && order.mode == PageMode::offset)) {
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                    errmsg("the rows of \"%s\" can only be read from the first one on", request.relation),
                    errdetail("They have no key by which another place could be found.")));
  }
  bool has_keys = order.mode != PageMode::offset && !request.is_count;
  select->offset = 0;
  select->hidden_columns = has_keys ? order.count : 0;
  Order turned = request.is_backward ? backward(order) : order;
  Builder builder;
  builder.request = &request;
  builder.order = &turned;
  builder.values = nullptr;
  builder.parameters = {0, 0, nullptr};
  builder.numbers = static_cast<int*>(palloc0(sizeof(int) * static_cast<Size>(Max(order.count, 1))));
  builder.filter = nullptr;
  if (request.filter != nullptr) {
    StringInfoData filter;
    initStringInfo(&filter);
    append_filter(&filter, *request.filter, request.filter_columns, alias, &builder.parameters);
    builder.filter = filter.data;
  }
  initStringInfo(&builder.sql);
  if (request.is_count) {
    append_count(&builder);
  } else {
    read_cursor(&builder, select);
    append_page(&builder, *select);
  }
  select->sql = builder.sql.data;
  select->value_count = builder.parameters.count;
  select->values = builder.parameters.texts;
}

} // namespace studio::rows
