#include "imports/statements.h"

extern "C" {
#include "lib/stringinfo.h"
#include "utils/builtins.h"
}

namespace studio::imports {

namespace {

constexpr char order_column[] = "studio_order"; // in which the lines came: of those with one key the last holds

const char* key_of_json(const Options& options, int field) {
  return options.fields != nullptr ? options.fields[field] : options.columns[field];
}

// "name" type, …; by the columns' own types without their lengths, which the INSERT asks for.
void append_typed(StringInfo sql, const Options& options, const char* const* types, bool is_json) {
  const char* comma = "";
  for (int i = 0; i < options.column_count; i++) {
    const char* column = options.columns[i];
    if (column == nullptr && is_json) {
      continue;
    }
    const char* type = column == nullptr ? "pg_catalog.text" : types[i];
    const char* name = is_json ? key_of_json(options, i) : staged_name(options, i);
    appendStringInfo(sql, "%s%s ", comma, quote_identifier(name));
    appendStringInfoString(sql, type);
    comma = ", ";
  }
}

void append_columns(StringInfo sql, const Options& options, bool is_json, const char* prefix) {
  const char* comma = "";
  for (int i = 0; i < options.column_count; i++) {
    if (options.columns[i] != nullptr) {
      appendStringInfo(sql, "%s%s%s", comma, prefix,
                       quote_identifier(is_json ? key_of_json(options, i) : options.columns[i]));
      comma = ", ";
    }
  }
}

void append_key(StringInfo sql, const Options& options) {
  for (int i = 0; i < options.key_count; i++) {
    appendStringInfo(sql, "%s%s", i > 0 ? ", " : "", quote_identifier(options.key[i]));
  }
}

bool is_key(const Options& options, const char* column) {
  for (int i = 0; i < options.key_count; i++) {
    if (strcmp(options.key[i], column) == 0) {
      return true;
    }
  }
  return false;
}

void append_conflict(StringInfo sql, const Options& options) {
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
void append_source(StringInfo sql, const Options& options, const char* const* types) {
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
    appendStringInfo(&rows, " FROM pg_temp.%s s, pg_catalog.json_to_record(s.line) AS r(", staging_table);
    append_typed(&rows, options, types, true);
    appendStringInfoString(&rows, ") WHERE s.line IS NOT NULL");
  } else {
    appendStringInfo(&rows, "TABLE pg_temp.%s", staging_table);
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

void append_option(StringInfo sql, const char* name, const char* value) {
  if (value != nullptr) {
    appendStringInfo(sql, ", %s %s", name, quote_literal_cstr(value));
  }
}

} // namespace

const char* staged_name(const Options& options, int field) {
  return options.columns[field] != nullptr ? options.columns[field] : psprintf("studio_skipped_%d", field + 1);
}

const char* staging_insert(const Options& options, const char* const* types) {
  StringInfoData sql;
  initStringInfo(&sql);
  appendStringInfo(&sql, "INSERT INTO %s.", quote_identifier(options.schema));
  appendStringInfo(&sql, "%s (", quote_identifier(options.relation));
  append_columns(&sql, options, false, "");
  // As COPY does: a file that brings the values of an identity column means them.
  appendStringInfoString(&sql, ") OVERRIDING SYSTEM VALUE ");
  append_source(&sql, options, types);
  if (options.key_count > 0) {
    append_conflict(&sql, options);
  }
  return sql.data;
}

const char* staging_create(const Options& options, const char* const* types) {
  StringInfoData sql;
  initStringInfo(&sql);
  appendStringInfo(&sql, "CREATE TEMPORARY TABLE pg_temp.%s (", staging_table);
  if (is_ndjson(options)) {
    appendStringInfoString(&sql, "line pg_catalog.json");
  } else {
    append_typed(&sql, options, types, false);
  }
  appendStringInfo(&sql, ", %s pg_catalog.int8 GENERATED ALWAYS AS IDENTITY) ON COMMIT DROP", order_column);
  return sql.data;
}

const char* copy_statement(const Options& options, bool is_staged) {
  StringInfoData sql;
  initStringInfo(&sql);
  appendStringInfo(&sql, "COPY %s (",
                   is_staged ? psprintf("pg_temp.%s", staging_table)
                             : quote_qualified_identifier(options.schema, options.relation));
  if (is_ndjson(options)) {
    appendStringInfo(&sql, "line) FROM STDIN WITH (FORMAT csv, ENCODING 'UTF8'");
    append_option(&sql, "DELIMITER", no_delimiter);
    append_option(&sql, "QUOTE", no_quote);
  } else {
    for (int i = 0; i < options.column_count; i++) {
      appendStringInfo(&sql, "%s%s", i > 0 ? ", " : "", quote_identifier(staged_name(options, i)));
    }
    appendStringInfo(&sql, ") FROM STDIN WITH (FORMAT %s", quote_identifier(options.format));
    append_option(&sql, "ENCODING", options.encoding == nullptr ? "UTF8" : options.encoding);
    append_option(&sql, "DELIMITER", options.delimiter);
    append_option(&sql, "QUOTE", options.quote);
    append_option(&sql, "NULL", options.null_text);
  }
  appendStringInfoChar(&sql, ')');
  return sql.data;
}

bool is_of_line(const char* sqlstate, const char* function) {
  for (const char* state_class : {"22", "23", "44", "54", "P0"}) {
    if (strncmp(sqlstate, state_class, 2) == 0) {
      return true;
    }
  }
  // A policy's refusal of one row has the code of a lacking privilege.
  return strcmp(sqlstate, "42501") == 0 && function != nullptr && strcmp(function, "ExecWithCheckOptions") == 0;
}

} // namespace studio::imports
