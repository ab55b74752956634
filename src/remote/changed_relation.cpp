#include "remote/changed_relation.h"

#include <cstring>

#include "core/sqlstate.h"
#include "remote/operators_sql.h"
#include "remote/server_report.h"

namespace studio::remote {

namespace {

// $1 schema, $2 relation. One row for each column, those of the system first; one without a column where there is none. The place
// of a new row is answered where nothing else tells it apart: as runner/row_identity.cpp says.
constexpr char question_lists[] = R"sql(
WITH RECURSIVE relation AS (
    SELECT c.oid, c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhparent = c.oid) AS has_place
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relname = $2
), wanted AS (
    SELECT a.attname, a.attnum, a.atttypid
    FROM relation AS r JOIN pg_catalog.pg_attribute AS a ON a.attrelid = r.oid AND NOT a.attisdropped
))sql";
constexpr char question_answer[] = R"sql(
SELECT w.attname, w.attnum > 0 AND pg_catalog.has_column_privilege(r.oid, w.attnum, 'SELECT'),
       pg_catalog.quote_ident(n.nspname::pg_catalog.text) || '.' || pg_catalog.quote_ident(t.typname::pg_catalog.text),
       o.equal,
       r.has_place AND pg_catalog.has_table_privilege(r.oid, 'SELECT') AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_index AS i
           WHERE i.indrelid = r.oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL
             AND NOT EXISTS (
                 SELECT FROM pg_catalog.generate_series(0, i.indnkeyatts - 1) AS k (place)
                 LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k.place] AND a.attnum > 0
                 WHERE a.attnotnull IS NOT TRUE)),
       (SELECT pg_catalog.string_agg(DISTINCT a.atttypid || ' ' || y.typname, E'\n')
        FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS y ON y.oid = a.atttypid
        WHERE a.attrelid = r.oid)
FROM relation AS r
LEFT JOIN wanted AS w ON true
LEFT JOIN pg_catalog.pg_type AS t ON t.oid = w.atttypid
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
)sql";

enum Field { field_name, field_is_seen, field_type, field_equal, field_answers_place, field_types, field_count };

bool is_true(const PGresult* answer, int row, int field) { return strcmp(PQgetvalue(answer, row, field), "t") == 0; }

} // namespace

rows::ChangeColumns ColumnsOfChange::view() {
  return {key.data(), expected.data(), static_cast<int>(returned.size()), returned.data()};
}

ChangedRelation::ChangedRelation(Connection& connection, TypeNames& types, const rows::Change& change)
    : schema_(change.schema), name_(change.relation) {
  const char* values[] = {change.schema, change.relation};
  static const std::string question = question_with_operators(question_lists, question_answer, "ORDER BY w.attnum");
  answer_ = connection.run(question.c_str(), 2, values);
  const PGresult* answer = answer_.get();
  need_table(answer, field_count);
  if (PQntuples(answer) == 0) {
    throw core::Error(core::sqlstate::undefined_table, "relation \"" + schema_ + "." + name_ + "\" does not exist");
  }
  types.learn(PQgetvalue(answer, 0, field_types));
}

int ChangedRelation::find_column(const char* name) const {
  for (int row = 0; row < PQntuples(answer_.get()); row++) {
    if (strcmp(PQgetvalue(answer_.get(), row, field_name), name) == 0) {
      return row;
    }
  }
  throw core::Error(core::sqlstate::undefined_column,
                    std::string("column \"") + name + "\" of relation \"" + name_ + "\" does not exist");
}

rows::ComparedColumn ChangedRelation::compared(const char* name) const {
  int row = find_column(name);
  bool has_equal = PQgetisnull(answer_.get(), row, field_equal) == 0;
  return {PQgetvalue(answer_.get(), row, field_type),
          has_equal ? PQgetvalue(answer_.get(), row, field_equal) : nullptr};
}

bool ChangedRelation::answers_place(const rows::Change& change) const {
  if (change.kind == rows::ChangeKind::update) {
    return change.key_count == 1 && strcmp(change.key[0], "ctid") == 0;
  }
  return change.kind == rows::ChangeKind::insert && is_true(answer_.get(), 0, field_answers_place);
}

ColumnsOfChange ChangedRelation::columns_of(const rows::Change& change) const {
  ColumnsOfChange columns;
  for (int i = 0; i < change.key_count; i++) {
    columns.key.push_back(compared(change.key[i]));
  }
  for (int i = 0; i < change.expected_count; i++) {
    columns.expected.push_back(compared(change.expected[i]));
  }
  if (answers_place(change)) {
    columns.returned.push_back("ctid");
  }
  for (int row = 0; row < PQntuples(answer_.get()); row++) {
    if (is_true(answer_.get(), row, field_is_seen)) {
      columns.returned.push_back(PQgetvalue(answer_.get(), row, field_name));
    }
  }
  return columns;
}

} // namespace studio::remote
