#include "runner/report.h"

#include "result/escape.h"

extern "C" {
#include "postgres_ext.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr size_t longest_text = 1024 * 1024;

const char** field_of(Report* report, char code) {
  switch (code) {
  case PG_DIAG_SEVERITY_NONLOCALIZED:
    return &report->severity;
  case PG_DIAG_SQLSTATE:
    return &report->code;
  case PG_DIAG_MESSAGE_PRIMARY:
    return &report->message;
  case PG_DIAG_MESSAGE_DETAIL:
    return &report->detail;
  case PG_DIAG_MESSAGE_HINT:
    return &report->hint;
  case PG_DIAG_CONTEXT:
    return &report->where;
  case PG_DIAG_SCHEMA_NAME:
    return &report->schema;
  case PG_DIAG_TABLE_NAME:
    return &report->table;
  case PG_DIAG_COLUMN_NAME:
    return &report->column;
  case PG_DIAG_DATATYPE_NAME:
    return &report->datatype;
  case PG_DIAG_CONSTRAINT_NAME:
    return &report->constraint;
  case PG_DIAG_INTERNAL_QUERY:
    return &report->internal_query;
  case PG_DIAG_STATEMENT_POSITION:
    return &report->position;
  case PG_DIAG_INTERNAL_POSITION:
    return &report->internal_position;
  default:
    return nullptr; // file, line and function of the server's source are nobody's business
  }
}

void append_key(Buffer* buffer, const char* key) {
  append_char(buffer, '"');
  append_text(buffer, key);
  append(buffer, "\":");
}

void append_field(Buffer* buffer, const char* key, const char* text) {
  append_key(buffer, key);
  if (text == nullptr) {
    append(buffer, "null,");
    return;
  }
  size_t bytes = strlen(text);
  bool is_cut = bytes > longest_text;
  append_char(buffer, '"');
  result::append_escaped_checked(buffer, text, is_cut ? result::clip_utf8(text, bytes, longest_text) : bytes);
  if (is_cut) {
    append(buffer, "…");
  }
  append(buffer, "\",");
}

void append_position(Buffer* buffer, const char* key, const char* digits, const char* separator) {
  append_key(buffer, key);
  append_text(buffer, digits != nullptr ? digits : "null");
  append_text(buffer, separator);
}

} // namespace

void report_parse(Report* report, const char* message, size_t bytes) {
  memset(static_cast<void*>(report), 0, sizeof *report);
  const char* end = message + bytes;
  while (message < end && *message != '\0') {
    const char** field = field_of(report, *message++);
    size_t length = strnlen(message, static_cast<size_t>(end - message));
    if (message + length >= end) {
      break; // not terminated: nothing of ours, and nothing to rely on
    }
    if (field != nullptr) {
      *field = message;
    }
    message += length + 1;
  }
}

void append_report(Buffer* buffer, const Report* report) {
  append_field(buffer, "severity", report->severity);
  append_field(buffer, "code", report->code);
  append_field(buffer, "message", report->message);
  append_field(buffer, "detail", report->detail);
  append_field(buffer, "hint", report->hint);
  append_position(buffer, "position", report->position, ",");
  append_field(buffer, "where", report->where);
  append_field(buffer, "schema", report->schema);
  append_field(buffer, "table", report->table);
  append_field(buffer, "column", report->column);
  append_field(buffer, "datatype", report->datatype);
  append_field(buffer, "constraint", report->constraint);
  append_field(buffer, "internal_query", report->internal_query);
  append_position(buffer, "internal_position", report->internal_position, "");
}

} // namespace studio::runner
