#include "exports/format.h"

namespace studio::exports {

namespace {

bool is_taken(const char* name, const char* const* names, int count) {
  for (int i = 0; i < count; i++) {
    if (strcmp(names[i], name) == 0) {
      return true;
    }
  }
  return false;
}

bool is_any_column(const char* name, const Column* columns, int count) {
  for (int i = 0; i < count; i++) {
    if (strcmp(columns[i].name, name) == 0) {
      return true;
    }
  }
  return false;
}

} // namespace

Format* make_format(const ExportOptions& options) {
  switch (options.format) {
  case channel::ExportFormat::csv:
  case channel::ExportFormat::tsv:
    return make_delimited(options);
  case channel::ExportFormat::json:
  case channel::ExportFormat::ndjson:
    return make_json(options);
  case channel::ExportFormat::sql:
    return make_sql(options);
  case channel::ExportFormat::markdown:
    return make_markdown(options);
  case channel::ExportFormat::xlsx:
    return make_xlsx(options);
  }
  ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("unknown format of an export")));
}

const char** unique_names(const Column* columns, int count) {
  const char** names = static_cast<const char**>(palloc(sizeof(char*) * Max(count, 1)));
  for (int i = 0; i < count; i++) {
    names[i] = columns[i].name;
    for (int number = 2; is_taken(names[i], names, i); number++) {
      const char* name = psprintf("%s_%d", columns[i].name, number);
      if (!is_any_column(name, columns, count)) {
        names[i] = name;
      }
    }
  }
  return names;
}

} // namespace studio::exports
