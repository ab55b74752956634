// Which rows of a relation are wanted: tests of columns, joined by AND and OR, a text to search for, an expression as it was
// typed. Is backend C; it asks no catalog: what must be known of the columns is filled in by who can (runner/rows_order.cpp in
// its catalog caches, remote/rows_order.cpp by a question).
#pragma once

#include "rows/jsonb_fields.h"
#include "rows/order.h"

extern "C" {
#include "lib/stringinfo.h"
}

namespace studio::rows {

// A column that a filter names, once.
struct FilterColumn {
  const char* name;
  // Filled in before the filter is written.
  const char* quoted;
  const char* type;                        // as a cast takes it, with its schema
  const char* operators[comparison_count]; // OPERATOR(schema.name); null where the type has none
};

enum class FilterKind { all, any, column, search, sql };

struct Filter {
  FilterKind kind;
  int part_count;
  Filter* parts; // of all and any
  int column_count;
  int* columns;       // of column (one) and search: their places in the FilterColumns
  const char* test;   // of column: the name of the operator
  int value_count;    // of column
  const char** texts; // of column: the values; of search and sql: one, what is searched for, the expression
};

struct FilterColumns {
  int count;
  FilterColumn* items;
};

// Reads a filter as the gateway wrote it (wire/filter.h); null is null. The columns that it names are added.
Filter* read_filter(const JsonbValue* value, FilterColumns* columns);

// The values of a statement's parameters, as they are met.
struct Values {
  int count;
  int room;
  const char** texts; // null = NULL
};

// Adds a value; its number, from 1.
int add_value(Values* values, const char* text);

// Writes the filter as a condition in brackets. `alias` is the relation's name in the statement. Raises 42883 where a type has
// not the order that a test needs, 42601 for an expression that is none.
void append_filter(StringInfo sql, const Filter& filter, const FilterColumns& columns, const char* alias,
                   Values* values);

} // namespace studio::rows
