#include "remote/rows_order.h"

#include <cstring>

#include "core/sqlstate.h"
#include "remote/operators_sql.h"
#include "remote/server_report.h"

namespace studio::remote {

namespace {

// $1 schema, $2 relation, $3 the columns that are named in the request. One row for each of these and of the key's columns; one
// without a column where there is none.
constexpr char question_lists[] = R"sql(
WITH RECURSIVE relation AS (
    SELECT c.oid, c.relkind, c.relkind IN ('r', 'm', 't') AS is_stored,
           c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid) AS has_children
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relname = $2
), chosen AS (
    SELECT i.indkey, i.indnkeyatts
    FROM relation AS r JOIN pg_catalog.pg_index AS i ON i.indrelid = r.oid
    WHERE (r.is_stored OR r.relkind = 'p') AND NOT r.has_children
      AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL
      AND NOT EXISTS (
          SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k (place)
          LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.place] AND a.attnum > 0
          WHERE a.attnotnull IS NOT TRUE)
    ORDER BY i.indisprimary DESC, i.indexrelid LIMIT 1
), wanted AS (
    SELECT a.attname, a.attnum, a.attnotnull, a.atttypid, p.place
    FROM relation AS r
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN chosen AS k ON true
    CROSS JOIN LATERAL (SELECT pg_catalog.min(s.place) AS place FROM pg_catalog.generate_series(0, k.indnkeyatts - 1) AS s (place)
                        WHERE k.indkey[s.place] = a.attnum) AS p
    WHERE p.place IS NOT NULL OR a.attname::pg_catalog.text = ANY ($3::pg_catalog.text[])
))sql";
constexpr char question_answer[] = R"sql(
SELECT CASE WHEN EXISTS (SELECT FROM chosen) THEN 'keys' WHEN r.is_stored AND NOT r.has_children THEN 'place' ELSE 'offset' END,
       w.attname, pg_catalog.quote_ident(w.attname::pg_catalog.text), w.attnotnull, w.place,
       pg_catalog.quote_ident(n.nspname::pg_catalog.text) || '.' || pg_catalog.quote_ident(t.typname::pg_catalog.text),
       o.less, o.less_or_equal, o.equal, o.greater_or_equal, o.greater,
       (SELECT pg_catalog.string_agg(DISTINCT a.atttypid || ' ' || y.typname, E'\n')
        FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
        WHERE a.attrelid = r.oid AND a.attnum > 0),
       r.relkind = 'r' AND NOT r.has_children
FROM relation AS r
LEFT JOIN wanted AS w ON true
LEFT JOIN pg_catalog.pg_type AS t ON t.oid = w.atttypid
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
)sql";

enum Field { field_mode, field_name, field_quoted, field_not_null, field_place, field_type, field_operators };

constexpr int field_types = field_operators + rows::comparison_count;
constexpr int field_has_place = field_types + 1;
constexpr int field_count = field_has_place + 1;

void append_array_element(std::string& array, const char* text) {
  array.append(array.size() > 1 ? ",\"" : "\"");
  for (const char* c = text; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\') {
      array.push_back('\\');
    }
    array.push_back(*c);
  }
  array.push_back('"');
}

std::string named_columns(const rows::Request& request) {
  std::string array = "{";
  for (int i = 0; i < request.column_count; i++) {
    append_array_element(array, request.columns[i]);
  }
  for (int i = 0; i < request.order_count; i++) {
    append_array_element(array, request.order[i].name);
  }
  for (int i = 0; i < request.filter_columns.count; i++) {
    append_array_element(array, request.filter_columns.items[i].name);
  }
  return array + "}";
}

const char* text_or_null(const PGresult* answer, int row, int field) {
  return PQgetisnull(answer, row, field) != 0 ? nullptr : PQgetvalue(answer, row, field);
}

int find_column(const PGresult* answer, const rows::Request& request, const char* name) {
  for (int row = 0; row < PQntuples(answer); row++) {
    const char* found = text_or_null(answer, row, field_name);
    if (found != nullptr && strcmp(found, name) == 0) {
      return row;
    }
  }
  throw core::Error(core::sqlstate::undefined_column,
                    std::string("column \"") + name + "\" of relation \"" + request.relation + "\" does not exist");
}

void add_key(std::vector<rows::OrderKey>& keys, rows::OrderKey key) {
  for (const rows::OrderKey& known : keys) {
    if (strcmp(known.name, key.name) == 0) {
      return;
    }
  }
  keys.push_back(key);
}

rows::OrderKey key_of(const PGresult* answer, int row) {
  rows::OrderKey key = {};
  key.name = PQgetvalue(answer, row, field_quoted);
  key.column = PQgetvalue(answer, row, field_name);
  key.is_nullable = strcmp(PQgetvalue(answer, row, field_not_null), "t") != 0;
  key.type = PQgetvalue(answer, row, field_type);
  for (int i = 0; i < rows::comparison_count; i++) {
    key.operators[i] = text_or_null(answer, row, field_operators + i);
  }
  return key;
}

rows::OrderKey place_key() {
  return {"ctid",
          nullptr,
          false,
          false,
          false,
          "pg_catalog.tid",
          {"OPERATOR(pg_catalog.<)", "OPERATOR(pg_catalog.<=)", "OPERATOR(pg_catalog.=)", "OPERATOR(pg_catalog.>=)",
           "OPERATOR(pg_catalog.>)"}};
}

} // namespace

RowsOrder ask_rows_order(Connection& connection, const rows::Request& request, TypeNames& types) {
  std::string names = named_columns(request);
  RowsOrder order;
  const char* values[] = {request.schema, request.relation, names.c_str()};
  static const std::string question = question_with_operators(question_lists, question_answer, "ORDER BY w.place");
  order.answer = connection.run(question.c_str(), 3, values);
  const PGresult* answer = order.answer.get();
  need_table(answer, field_count);
  if (PQntuples(answer) == 0) {
    return order;
  }
  order.is_there = true;
  types.learn(PQgetvalue(answer, 0, field_types));
  bool has_place = strcmp(PQgetvalue(answer, 0, field_has_place), "t") == 0;
  for (int i = 0; i < request.column_count; i++) {
    if (!has_place || strcmp(request.columns[i], "ctid") != 0) {
      (void)find_column(answer, request, request.columns[i]);
    }
  }
  for (int i = 0; i < request.order_count; i++) {
    rows::OrderKey key = key_of(answer, find_column(answer, request, request.order[i].name));
    key.is_descending = request.order[i].is_descending;
    key.is_nulls_first = request.order[i].is_nulls_first;
    add_key(order.keys, key);
  }
  for (int i = 0; i < request.filter_columns.count; i++) {
    rows::FilterColumn& column = request.filter_columns.items[i];
    rows::OrderKey key = key_of(answer, find_column(answer, request, column.name));
    column.quoted = key.name;
    column.type = key.type;
    std::copy(std::begin(key.operators), std::end(key.operators), column.operators);
  }
  std::string mode = PQgetvalue(answer, 0, field_mode);
  for (int row = 0; mode == "keys" && row < PQntuples(answer); row++) {
    if (PQgetisnull(answer, row, field_place) == 0) {
      add_key(order.keys, key_of(answer, row));
    }
  }
  if (mode == "place") {
    order.mode = order.keys.empty() ? rows::PageMode::physical : rows::PageMode::keys;
    add_key(order.keys, place_key());
  } else if (mode == "keys") {
    order.mode = rows::PageMode::keys;
  }
  return order;
}

} // namespace studio::remote
