#include "runner/import_staging.h"

#include "imports/statements.h"
#include "runner/relation_columns.h"

extern "C" {
#include "access/table.h"
#include "executor/spi.h"
#include "utils/rel.h"
}

namespace studio::runner {

namespace {

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

// The types of the columns that fields go to, as SQL text.
const char** types_of(const imports::Options& options, Oid relation) {
  Relation opened = table_open(relation, NoLock);
  const char** types =
      static_cast<const char**>(palloc0(sizeof(char*) * static_cast<Size>(Max(options.column_count, 1))));
  for (int i = 0; i < options.column_count; i++) {
    if (options.columns[i] != nullptr) {
      types[i] = type_text(find_column(opened, options.columns[i])->atttypid);
    }
  }
  table_close(opened, NoLock);
  return types;
}

} // namespace

void staging_create(Staging* staging, const imports::Options& options, Oid relation) {
  const char** types = types_of(options, relation);
  run(imports::staging_create(options, types));
  staging->insert = imports::staging_insert(options, types);
  staging->target = {"pg_temp", imports::staging_table, NIL, import_copy_options(options)};
  for (int i = 0; i < options.column_count && !imports::is_ndjson(options); i++) {
    staging->target.columns = lappend(staging->target.columns, makeString(pstrdup(imports::staged_name(options, i))));
  }
  if (imports::is_ndjson(options)) {
    staging->target.columns = list_make1(makeString(pstrdup("line")));
  }
}

uint64 staging_move(const Staging& staging, const CopySource& source) {
  import_copy(staging.target, source);
  uint64 rows = run(staging.insert);
  run(imports::staging_truncate);
  return rows;
}

void staging_drop() { run(imports::staging_drop); }

} // namespace studio::runner
