#include "runner/statements.h"

#include "runner/log.h"
#include "runner/session.h"
#include "runner/transaction.h"

extern "C" {
#include "mb/pg_wchar.h"
}

namespace studio::runner {

namespace {

void check_parameters(const Text* text) {
  if (list_length(text->statements) > 1) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("a text with parameters must be one statement"),
                    errhint("Send the statements one by one, or write the values into the text.")));
  }
  if (list_length(text->statements) == 0) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("there is no statement for the parameters")));
  }
}

} // namespace

const char* server_text(const char* utf8, size_t bytes) {
  if (memchr(utf8, '\0', bytes) != nullptr) {
    ereport(ERROR, (errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
                    errmsg("invalid byte sequence for encoding \"UTF8\": 0x00")));
  }
  return pg_any_to_server(utf8, static_cast<int>(bytes), PG_UTF8);
}

void run_text(Text* text) {
  debug_query_string = text->sql;
  pgstat_report_activity(STATE_RUNNING, text->sql);
  command_start();
  MemoryContext previous = MemoryContextSwitchTo(session.message_context);
  text->statements = pg_parse_query(text->sql);
  if (text->parameters != nullptr) {
    check_parameters(text);
  } else {
    log_before(text);
  }
  MemoryContextSwitchTo(previous);
  for (int i = 0; i < list_length(text->statements); i++) {
    run_statement(text, i);
  }
  command_finish();
  log_after(text);
  debug_query_string = nullptr;
}

void run_query() {
  const channel::RequestHeader& request = session.request.header;
  Text text;
  memset(static_cast<void*>(&text), 0, sizeof text);
  Parameters parameters;
  command_start();
  MemoryContextSwitchTo(session.message_context);
  text.sql = server_text(session.request.text, request.text_bytes);
  text.row_limit = request.row_limit;
  if (request.parameter_count > 0) {
    parameters = parameters_of_request();
    text.parameters = &parameters;
  }
  run_text(&text);
}

} // namespace studio::runner
