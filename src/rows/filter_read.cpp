// The filter of a request, taken apart (rows/filter.h).
#include "rows/filter.h"

extern "C" {
#include "miscadmin.h"
}

namespace studio::rows {

namespace {

int column_named(FilterColumns* columns, const char* name) {
  for (int i = 0; i < columns->count; i++) {
    if (strcmp(columns->items[i].name, name) == 0) {
      return i;
    }
  }
  Size bytes = sizeof(FilterColumn) * static_cast<Size>(columns->count + 1);
  columns->items =
      static_cast<FilterColumn*>(columns->items != nullptr ? repalloc(columns->items, bytes) : palloc(bytes));
  FilterColumn* added = &columns->items[columns->count];
  memset(static_cast<void*>(added), 0, sizeof *added);
  added->name = name;
  return columns->count++;
}

void set_columns(Filter* filter, FilterColumns* columns, const char** names, int count) {
  filter->column_count = count;
  filter->columns = static_cast<int*>(palloc(sizeof(int) * static_cast<Size>(Max(count, 1))));
  for (int i = 0; i < count; i++) {
    filter->columns[i] = column_named(columns, names[i]);
  }
}

void set_text(Filter* filter, const char* text) {
  filter->value_count = 1;
  filter->texts = static_cast<const char**>(palloc(sizeof(char*)));
  filter->texts[0] = text;
}

void read(Filter* filter, JsonbContainer* object, FilterColumns* columns) {
  check_stack_depth();
  memset(static_cast<void*>(filter), 0, sizeof *filter);
  if (JsonbValue* sql = member(object, "sql")) {
    filter->kind = FilterKind::sql;
    set_text(filter, text_of(sql, "sql"));
    return;
  }
  if (JsonbValue* search = member(object, "search")) {
    filter->kind = FilterKind::search;
    set_text(filter, text_of(search, "search"));
    int count = 0;
    const char** names = texts_of(member(object, "columns"), "columns", &count);
    set_columns(filter, columns, names, count);
    return;
  }
  if (JsonbValue* column = member(object, "column")) {
    filter->kind = FilterKind::column;
    const char* name = text_of(column, "column");
    set_columns(filter, columns, &name, 1);
    filter->test = text_of(member(object, "is"), "is");
    filter->texts = texts_of(member(object, "values"), "values", &filter->value_count);
    return;
  }
  JsonbValue* all = member(object, "all");
  filter->kind = all != nullptr ? FilterKind::all : FilterKind::any;
  const char* field = all != nullptr ? "all" : "any";
  JsonbContainer* parts = array_of(member(object, field), field, &filter->part_count);
  filter->parts = static_cast<Filter*>(palloc(sizeof(Filter) * static_cast<Size>(Max(filter->part_count, 1))));
  for (int i = 0; i < filter->part_count; i++) {
    read(&filter->parts[i], object_of(element(parts, i), field), columns);
  }
}

} // namespace

Filter* read_filter(const JsonbValue* value, FilterColumns* columns) {
  if (value == nullptr) {
    return nullptr;
  }
  Filter* filter = static_cast<Filter*>(palloc(sizeof(Filter)));
  read(filter, object_of(value, "filter"), columns);
  return filter;
}

} // namespace studio::rows
