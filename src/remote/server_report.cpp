#include "remote/server_report.h"

#include <cstdlib>
#include <cstring>

#include "core/sqlstate.h"
#include "remote/connection.h"

namespace studio::remote {

namespace {

constexpr size_t field_limit_bytes = 64 * 1024;

std::string field(const PGresult* result, int code) {
  return bounded_text(PQresultErrorField(result, code), field_limit_bytes);
}

bool is_severity(const std::string& text) {
  for (const char* known : {"ERROR", "FATAL", "PANIC", "WARNING", "NOTICE", "INFO", "LOG", "DEBUG"}) {
    if (text == known) {
      return true;
    }
  }
  return false;
}

int position(const PGresult* result, int code) {
  std::string text = field(result, code);
  bool is_number = !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? std::atoi(text.c_str()) : 0;
}

} // namespace

core::Error read_report(const PGresult* result, const char* default_severity) {
  std::string code = field(result, PG_DIAG_SQLSTATE);
  bool is_code =
      code.size() == 5 && code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  if (message.empty()) {
    // libpq's own, which ends with a line feed.
    message = bounded_text(PQresultErrorMessage(result), field_limit_bytes);
    message.erase(message.find_last_not_of(" \n") + 1);
  }
  core::Error error(is_code ? code : "XX000",
                    message.empty() ? "the remote server reported an error without a text" : message);
  std::string severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (!is_severity(severity)) {
    severity = field(result, PG_DIAG_SEVERITY);
  }
  error.severity = is_severity(severity) ? severity : default_severity;
  error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  error.hint = field(result, PG_DIAG_MESSAGE_HINT);
  error.where = field(result, PG_DIAG_CONTEXT);
  error.schema = field(result, PG_DIAG_SCHEMA_NAME);
  error.table = field(result, PG_DIAG_TABLE_NAME);
  error.column = field(result, PG_DIAG_COLUMN_NAME);
  error.datatype = field(result, PG_DIAG_DATATYPE_NAME);
  error.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  error.internal_query = field(result, PG_DIAG_INTERNAL_QUERY);
  error.position = position(result, PG_DIAG_STATEMENT_POSITION);
  error.internal_position = position(result, PG_DIAG_INTERNAL_POSITION);
  return error;
}

void need_done(const PGresult* answer) {
  ExecStatusType status = answer != nullptr ? PQresultStatus(answer) : PGRES_BAD_RESPONSE;
  if (status == PGRES_FATAL_ERROR) {
    throw read_report(answer, "ERROR");
  }
  if (status != PGRES_COMMAND_OK) {
    throw core::Error(core::sqlstate::protocol_violation, "the remote server broke the protocol");
  }
}

void need_table(const PGresult* answer, int column_count) {
  ExecStatusType status = answer != nullptr ? PQresultStatus(answer) : PGRES_BAD_RESPONSE;
  if (status == PGRES_FATAL_ERROR) {
    throw read_report(answer, "ERROR");
  }
  if (status != PGRES_TUPLES_OK || PQnfields(answer) != column_count) {
    throw core::Error(core::sqlstate::protocol_violation, "the remote server broke the protocol");
  }
}

} // namespace studio::remote
