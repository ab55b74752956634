#include "rows/filter.h"

#include "rows/expression.h"
#include "rows/type_text.h"

extern "C" {
#include "access/stratnum.h"
#include "miscadmin.h"
}

namespace studio::rows {

namespace {

struct Writer {
  StringInfo sql;
  const FilterColumns* columns;
  const char* alias;
  Values* values;
};

enum class Form {
  compare,     // column, the type's own operator, value
  compare_not, // NOT of that
  between,
  one_of,
  none_of,
  is_null,
  is_not_null,
  pattern,     // the column as text, an operator, a pattern
  containment, // column, an operator, a value of the column's type
  text,        // column, an operator, a text
};

struct Test {
  const char* name;
  Form form;
  StrategyNumber strategy; // of compare
  const char* op;          // of pattern, containment, text
  const char* before;      // of pattern: put around the value, which then stands for itself; null where it is a pattern
  const char* after;
};

constexpr Test tests[] = {
    {"equal", Form::compare, BTEqualStrategyNumber, nullptr, nullptr, nullptr},
    {"not_equal", Form::compare_not, BTEqualStrategyNumber, nullptr, nullptr, nullptr},
    {"less", Form::compare, BTLessStrategyNumber, nullptr, nullptr, nullptr},
    {"less_or_equal", Form::compare, BTLessEqualStrategyNumber, nullptr, nullptr, nullptr},
    {"greater", Form::compare, BTGreaterStrategyNumber, nullptr, nullptr, nullptr},
    {"greater_or_equal", Form::compare, BTGreaterEqualStrategyNumber, nullptr, nullptr, nullptr},
    {"between", Form::between, 0, nullptr, nullptr, nullptr},
    {"in", Form::one_of, 0, nullptr, nullptr, nullptr},
    {"not_in", Form::none_of, 0, nullptr, nullptr, nullptr},
    {"null", Form::is_null, 0, nullptr, nullptr, nullptr},
    {"not_null", Form::is_not_null, 0, nullptr, nullptr, nullptr},
    {"contains", Form::pattern, 0, "~~*", "%", "%"},
    {"not_contains", Form::pattern, 0, "!~~*", "%", "%"},
    {"starts_with", Form::pattern, 0, "~~*", "", "%"},
    {"ends_with", Form::pattern, 0, "~~*", "%", ""},
    {"like", Form::pattern, 0, "~~", nullptr, nullptr},
    {"not_like", Form::pattern, 0, "!~~", nullptr, nullptr},
    {"matches", Form::pattern, 0, "~*", nullptr, nullptr},
    {"not_matches", Form::pattern, 0, "!~*", nullptr, nullptr},
    {"includes", Form::containment, 0, "@>", nullptr, nullptr},
    {"included_in", Form::containment, 0, "<@", nullptr, nullptr},
    {"overlaps", Form::containment, 0, "&&", nullptr, nullptr},
    {"has_key", Form::text, 0, "?", nullptr, nullptr},
};

const Test& find_test(const char* name) {
  for (const Test& test : tests) {
    if (strcmp(test.name, name) == 0) {
      return test;
    }
  }
  refuse("is");
}

// The text as a pattern of LIKE that stands for itself, between two others.
const char* literal_pattern(const char* before, const char* text, const char* after) {
  StringInfoData pattern;
  initStringInfo(&pattern);
  appendStringInfoString(&pattern, before);
  for (const char* c = text; *c != '\0'; c++) {
    if (*c == '%' || *c == '_' || *c == '\\') {
      appendStringInfoChar(&pattern, '\\');
    }
    appendStringInfoChar(&pattern, *c);
  }
  appendStringInfoString(&pattern, after);
  return pattern.data;
}

void append_column(const Writer& writer, const FilterColumn& column) {
  appendStringInfo(writer.sql, "%s.%s", writer.alias, column.quoted);
}

void append_typed(const Writer& writer, const FilterColumn& column, const char* text) {
  appendStringInfo(writer.sql, "$%d::%s", add_value(writer.values, text), column.type);
}

void append_text_test(const Writer& writer, const FilterColumn& column, const char* op, int number) {
  appendStringInfoChar(writer.sql, '(');
  append_column(writer, column);
  appendStringInfo(writer.sql, ")::pg_catalog.text OPERATOR(pg_catalog.%s) $%d::pg_catalog.text", op, number);
}

void append_comparison(const Writer& writer, const FilterColumn& column, StrategyNumber strategy, const char* text) {
  const char* op = column.operators[strategy - 1];
  if (op == nullptr && strategy == BTEqualStrategyNumber) {
    // A type that cannot be compared (json, xml, point): by what is shown of it.
    append_text_test(writer, column, "=", add_value(writer.values, text));
    return;
  }
  if (op == nullptr) {
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
                    errmsg("type %s of column \"%s\" has no order", column.type, column.name)));
  }
  append_column(writer, column);
  appendStringInfo(writer.sql, " %s ", op);
  append_typed(writer, column, text);
}

void append_one_of(const Writer& writer, const FilterColumn& column, const Filter& filter) {
  bool has_equal = column.operators[BTEqualStrategyNumber - 1] != nullptr;
  if (has_equal && !may_be_array(column.type)) {
    append_column(writer, column);
    appendStringInfo(writer.sql, " %s ANY (ARRAY[", column.operators[BTEqualStrategyNumber - 1]);
    for (int i = 0; i < filter.value_count; i++) {
      appendStringInfoString(writer.sql, i > 0 ? ", " : "");
      append_typed(writer, column, filter.texts[i]);
    }
    appendStringInfoString(writer.sql, "])");
    return;
  }
  for (int i = 0; i < filter.value_count; i++) {
    appendStringInfoString(writer.sql, i > 0 ? " OR " : "");
    append_comparison(writer, column, BTEqualStrategyNumber, filter.texts[i]);
  }
}

void append_test(const Writer& writer, const FilterColumn& column, const Filter& filter) {
  const Test& test = find_test(filter.test);
  bool is_negated = test.form == Form::compare_not || test.form == Form::none_of;
  appendStringInfoString(writer.sql, is_negated ? "NOT (" : "");
  switch (test.form) {
  case Form::compare:
  case Form::compare_not:
    append_comparison(writer, column, test.form == Form::compare ? test.strategy : BTEqualStrategyNumber,
                      filter.texts[0]);
    break;
  case Form::between:
    append_comparison(writer, column, BTGreaterEqualStrategyNumber, filter.texts[0]);
    appendStringInfoString(writer.sql, " AND ");
    append_comparison(writer, column, BTLessEqualStrategyNumber, filter.texts[1]);
    break;
  case Form::one_of:
  case Form::none_of:
    append_one_of(writer, column, filter);
    break;
  case Form::is_null:
  case Form::is_not_null:
    append_column(writer, column);
    // Not IS NULL: a row of nulls is not the null that the grid shows.
    appendStringInfoString(writer.sql,
                           test.form == Form::is_null ? " IS NOT DISTINCT FROM NULL" : " IS DISTINCT FROM NULL");
    break;
  case Form::pattern: {
    const char* text = filter.texts[0];
    text = test.before != nullptr ? literal_pattern(test.before, text, test.after) : text;
    append_text_test(writer, column, test.op, add_value(writer.values, text));
    break;
  }
  case Form::containment:
    append_column(writer, column);
    appendStringInfo(writer.sql, " OPERATOR(pg_catalog.%s) ", test.op);
    append_typed(writer, column, filter.texts[0]);
    break;
  case Form::text:
    append_column(writer, column);
    appendStringInfo(writer.sql, " OPERATOR(pg_catalog.%s) $%d::pg_catalog.text", test.op,
                     add_value(writer.values, filter.texts[0]));
    break;
  }
  appendStringInfoString(writer.sql, is_negated ? ")" : "");
}

void append_search(const Writer& writer, const Filter& filter) {
  int number = add_value(writer.values, literal_pattern("%", filter.texts[0], "%"));
  for (int i = 0; i < filter.column_count; i++) {
    appendStringInfoString(writer.sql, i > 0 ? " OR " : "");
    append_text_test(writer, writer.columns->items[filter.columns[i]], "~~*", number);
  }
}

// The gateway lets no deep filter through.
void append(const Writer& writer, const Filter& filter) {
  check_stack_depth();
  appendStringInfoChar(writer.sql, '(');
  switch (filter.kind) {
  case FilterKind::all:
  case FilterKind::any:
    for (int i = 0; i < filter.part_count; i++) {
      const char* word = filter.kind == FilterKind::all ? " AND " : " OR ";
      appendStringInfoString(writer.sql, i > 0 ? word : "");
      append(writer, filter.parts[i]);
    }
    // Of nothing all is true, and any is not.
    appendStringInfoString(writer.sql, filter.part_count > 0 ? "" : filter.kind == FilterKind::all ? "true" : "false");
    break;
  case FilterKind::column:
    append_test(writer, writer.columns->items[filter.columns[0]], filter);
    break;
  case FilterKind::search:
    append_search(writer, filter);
    break;
  case FilterKind::sql:
    check_expression(filter.texts[0]);
    // A comment to the end of the line ends here.
    appendStringInfo(writer.sql, "%s\n", filter.texts[0]);
    break;
  }
  appendStringInfoChar(writer.sql, ')');
}

} // namespace

int add_value(Values* values, const char* text) {
  if (values->count == values->room) {
    constexpr int first_room = 16;
    int room = values->room > 0 ? 2 * values->room : first_room;
    Size bytes = sizeof(char*) * static_cast<Size>(room);
    values->texts =
        static_cast<const char**>(values->texts != nullptr ? repalloc(values->texts, bytes) : palloc(bytes));
    values->room = room;
  }
  values->texts[values->count++] = text;
  return values->count;
}

void append_filter(StringInfo sql, const Filter& filter, const FilterColumns& columns, const char* alias,
                   Values* values) {
  append({sql, &columns, alias, values}, filter);
}

} // namespace studio::rows
