#include "runner/import_staging.h"

#include "runner/relation_columns.h"

extern "C" {
#include "access/table.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/rel.h"
}

namespace studio::runner {

namespace {

constexpr char table_name[] = "studio_import";
constexpr char order_column[] = "studio_order"; // in which the lines came: of those with one key the last holds

uint64 run(const char* sql) {
  if (SPI_connect() != SPI_OK_CONNECT) {
    elog(ERROR, "SPI_connect failed");
  }
  int status = SPI_execute(sql, false, 0);
  if (status < 0) {
    elog(ERROR, "SPI failed: %s", SPI_result_code_string(status));
  }
  uint64 rows = SPI_processed;
  SPI_finish();
  CommandCounterIncrement();
  return rows;
}

// A field that goes nowhere has a name of its own in the table.
const char* staged_name(const ImportOptions& options, int field) {
  return options.columns[field] != nullptr ? options.columns[field] : psprintf("studio_skipped_%d", field + 1);
}

const char* key_of_json(const ImportOptions& options, int field) {
  return options.fields != nullptr ? options.fields[field] : options.columns[field];
}

// "name" type, …; by the columns' own types without their lengths, which the INSERT asks for.
void append_typed(StringInfo sql, const ImportOptions& options, Relation relation, bool is_json) {
  const char* comma = "";
  for (int i = 0; i < options.column_count; i++) {
    const char* column = options.columns[i];
    if (column == nullptr && is_json) {
      continue;
    }
    const char* type = column == nullptr ? "pg_catalog.text" : type_text(find_column(relation, column)->atttypid);
    const char* name = is_json ? key_of_json(options, i) : staged_name(options, i);
    appendStringInfo(sql, "%s%s ", comma, quote_identifier(name));
    appendStringInfoString(sql, type);
    comma = ", ";
  }
}

void append_columns(StringInfo sql, const ImportOptions& options, bool is_json, const char* prefix) {
  const char* comma = "";
  for (int i = 0; i < options.column_count; i++) {
    if (options.columns[i] != nullptr) {
      appendStringInfo(sql, "%s%s%s", comma, prefix,
                       quote_identifier(is_json ? key_of_json(options, i) : options.columns[i]));
      comma = ", ";
    }
  }
}

void append_key(StringInfo sql, const ImportOptions& options) {
  for (int i = 0; i < options.key_count; i++) {
    appendStringInfo(sql, "%s%s", i > 0 ? ", " : "", quote_identifier(options.key[i]));
  }
}

bool is_key(const ImportOptions& options, const char* column) {
  for (int i = 0; i < options.key_count; i++) {
    if (strcmp(options.key[i], column) == 0) {
      return true;
    }
  }
  return false;
}

void append_conflict(StringInfo sql, const ImportOptions& options) {
  appendStringInfoString(sql, " ON CONFLICT (");
  append_key(sql, options);
  appendStringInfoString(sql, ") DO ");
  const char* before = "UPDATE SET ";
  for (int i = 0; options.updates && i < options.column_count; i++) {
    const char* column = options.columns[i];
    if (column != nullptr && !is_key(options, column)) {
      appendStringInfo(sql, "%s%s = ", before, quote_identifier(column));
      appendStringInfo(sql, "excluded.%s", quote_identifier(column));
      before = ", ";
    }
  }
  if (*before == 'U') {
    appendStringInfoString(sql, "NOTHING"); // nor is there anything that an update could set
  }
}

// The rows of the table as the relation's. Of several with one key the last; nulls are no key.
void append_source(StringInfo sql, const ImportOptions& options, Relation relation) {
  bool is_json = is_ndjson(options);
  StringInfoData rows;
  initStringInfo(&rows);
  if (is_json) {
    appendStringInfoString(&rows, "SELECT s.studio_order, ");
    const char* comma = "";
    for (int i = 0; i < options.column_count; i++) {
      if (options.columns[i] != nullptr) {
        appendStringInfo(&rows, "%sr.%s AS ", comma, quote_identifier(key_of_json(options, i)));
        appendStringInfoString(&rows, quote_identifier(options.columns[i]));
        comma = ", ";
      }
    }
    appendStringInfo(&rows, " FROM pg_temp.%s s, pg_catalog.json_to_record(s.line) AS r(", table_name);
    append_typed(&rows, options, relation, true);
    appendStringInfoString(&rows, ") WHERE s.line IS NOT NULL");
  } else {
    appendStringInfo(&rows, "TABLE pg_temp.%s", table_name);
  }
  appendStringInfoString(sql, "SELECT ");
  append_columns(sql, options, false, "");
  if (options.key_count == 0) {
    appendStringInfo(sql, " FROM (%s) s ORDER BY studio_order", rows.data);
    return;
  }
  StringInfoData key;
  initStringInfo(&key);
  append_key(&key, options);
  appendStringInfo(sql, " FROM (SELECT DISTINCT ON (%s, studio_null) * FROM (SELECT *, ", key.data);
  appendStringInfo(sql,
                   "CASE WHEN pg_catalog.num_nulls(%s) OPERATOR(pg_catalog.>) 0 THEN studio_order END AS studio_null",
                   key.data);
  appendStringInfo(sql, " FROM (%s) s) s ORDER BY %s, studio_null, studio_order DESC) s ORDER BY studio_order",
                   rows.data, key.data);
}

const char* make_insert(const ImportOptions& options, Relation relation) {
  StringInfoData sql;
  initStringInfo(&sql);
  appendStringInfo(&sql, "INSERT INTO %s.", quote_identifier(options.schema));
  appendStringInfo(&sql, "%s (", quote_identifier(options.relation));
  append_columns(&sql, options, false, "");
  // As COPY does: a file that brings the values of an identity column means them.
  appendStringInfoString(&sql, ") OVERRIDING SYSTEM VALUE ");
  append_source(&sql, options, relation);
  if (options.key_count > 0) {
    append_conflict(&sql, options);
  }
  return sql.data;
}

// A relation that a failed or foreign hand left under our name is not ours to write to.
void create_table(const ImportOptions& options, Relation relation) {
  StringInfoData sql;
  initStringInfo(&sql);
  appendStringInfo(&sql, "CREATE TEMPORARY TABLE pg_temp.%s (", table_name);
  if (is_ndjson(options)) {
    appendStringInfoString(&sql, "line pg_catalog.json");
  } else {
    append_typed(&sql, options, relation, false);
  }
  appendStringInfo(&sql, ", %s pg_catalog.int8 GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP", order_column);
  run(sql.data);
}

} // namespace

void staging_create(Staging* staging, const ImportOptions& options, Oid relation) {
  Relation opened = table_open(relation, NoLock);
  create_table(options, opened);
  staging->insert = make_insert(options, opened);
  table_close(opened, NoLock);
  staging->target = {"pg_temp", table_name, NIL, import_copy_options(options)};
  for (int i = 0; i < options.column_count && !is_ndjson(options); i++) {
    staging->target.columns = lappend(staging->target.columns, makeString(pstrdup(staged_name(options, i))));
  }
  if (is_ndjson(options)) {
    staging->target.columns = list_make1(makeString(pstrdup("line")));
  }
}

uint64 staging_move(const Staging& staging, const CopySource& source) {
  import_copy(staging.target, source);
  uint64 rows = run(staging.insert);
  run("TRUNCATE pg_temp.studio_import");
  return rows;
}

void staging_drop() { run("DROP TABLE pg_temp.studio_import"); }

} // namespace studio::runner
