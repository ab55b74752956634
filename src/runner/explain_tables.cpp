#include "runner/explain_tables.h"

#include "pg/version.h"
#include "result/encoding.h"

extern "C" {
#include "access/htup_details.h"
#include "catalog/pg_class.h"
#include "nodes/parsenodes.h"
#include "pgstat.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr int table_limit = 100;

bool has_rows(char kind) {
  return kind == RELKIND_RELATION || kind == RELKIND_MATVIEW || kind == RELKIND_PARTITIONED_TABLE ||
         kind == RELKIND_FOREIGN_TABLE;
}

void append_name(Buffer* buffer, const char* name) {
  const char* text = name != nullptr ? name : "";
  result::append_server_text(buffer, text, strlen(text));
}

// RFC 3339 in UTC.
void append_time(Buffer* buffer, TimestampTz time) {
  struct pg_tm parts;
  fsec_t fraction = 0;
  if (time == 0 || timestamp2tm(time, nullptr, &parts, &fraction, nullptr, nullptr) != 0) {
    append(buffer, "null");
    return;
  }
  char text[40];
  snprintf(text, sizeof text, "\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\"", parts.tm_year, parts.tm_mon, parts.tm_mday,
           parts.tm_hour, parts.tm_min, parts.tm_sec, static_cast<int>(fraction / 1000));
  append_text(buffer, text);
}

void append_table(Buffer* buffer, Oid table, const FormData_pg_class* row) {
  append(buffer, "{\"oid\":");
  append_number(buffer, table);
  append(buffer, ",\"schema\":");
  append_name(buffer, get_namespace_name(row->relnamespace));
  append(buffer, ",\"name\":");
  append_name(buffer, NameStr(row->relname));
  append(buffer, ",\"estimated_rows\":");
  append_number(buffer, static_cast<int64>(row->reltuples));
  append(buffer, ",\"pages\":");
  append_number(buffer, row->relpages);
  PgStat_StatTabEntry* statistics = pgstat_fetch_stat_tabentry(table);
  append(buffer, ",\"analyzed_at\":");
  append_time(buffer, statistics != nullptr ? pg::analyzed_at(statistics) : 0);
  append(buffer, ",\"changes_since_analyze\":");
  append_number(buffer, statistics != nullptr ? pg::changes_since_analyze(statistics) : 0);
  append_char(buffer, '}');
}

} // namespace

List* tables_of_plan(List* tables, const PlannedStmt* plan) {
  ListCell* cell;
  foreach (cell, plan->rtable) {
    const RangeTblEntry* entry = lfirst_node(RangeTblEntry, cell);
    if (entry->rtekind == RTE_RELATION && list_length(tables) < table_limit) {
      tables = list_append_unique_oid(tables, entry->relid);
    }
  }
  return tables;
}

void append_tables(Buffer* buffer, List* tables) {
  append_char(buffer, '[');
  bool is_first = true;
  ListCell* cell;
  foreach (cell, tables) {
    Oid table = lfirst_oid(cell);
    HeapTuple tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(table));
    if (!HeapTupleIsValid(tuple)) {
      continue;
    }
    const FormData_pg_class* row = reinterpret_cast<const FormData_pg_class*>(GETSTRUCT(tuple));
    if (has_rows(row->relkind)) {
      append_text(buffer, is_first ? "" : ",");
      append_table(buffer, table, row);
      is_first = false;
    }
    ReleaseSysCache(tuple);
  }
  append_char(buffer, ']');
}

} // namespace studio::runner
