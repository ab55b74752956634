#include "runner/statements.h"

#include "runner/session.h"
#include "runner/transaction.h"

extern "C" {
#include "commands/prepare.h"
#include "mb/pg_wchar.h"
#include "parser/analyze.h"
#include "tcop/utility.h"
}

namespace studio::runner {

namespace {

bool is_to_be_logged(List* statements) {
  if (log_statement == LOGSTMT_NONE) {
    return false;
  }
  ListCell* cell;
  foreach (cell, statements) {
    if (log_statement == LOGSTMT_ALL || GetCommandLogLevel(static_cast<Node*>(lfirst(cell))) <= log_statement) {
      return true;
    }
  }
  return false;
}

// For the log: the text behind an EXECUTE.
int errdetail_execute(List* statements) {
  ListCell* cell;
  foreach (cell, statements) {
    Node* statement = lfirst_node(RawStmt, cell)->stmt;
    if (statement != nullptr && IsA(statement, ExecuteStmt)) {
      PreparedStatement* prepared = FetchPreparedStatement(reinterpret_cast<ExecuteStmt*>(statement)->name, false);
      if (prepared != nullptr) {
        errdetail("prepare: %s", prepared->plansource->query_string);
        return 0;
      }
    }
  }
  return 0;
}

bool log_before(const Text* text) {
  if (!is_to_be_logged(text->statements)) {
    return false;
  }
  ereport(LOG, (text->parameters == nullptr ? errmsg("statement: %s", text->sql)
                                            : errmsg("execute <unnamed>: %s", text->sql),
                errhidestmt(true), errdetail_execute(text->statements)));
  return true;
}

// log_duration and log_min_duration_statement, in the words that a client's statement gets.
void log_after(const Text* text, bool was_logged) {
  char duration[32];
  switch (check_log_duration(duration, was_logged)) {
  case 1:
    ereport(LOG, (errmsg("duration: %s ms", duration), errhidestmt(true)));
    break;
  case 2:
    ereport(LOG, (text->parameters == nullptr ? errmsg("duration: %s ms  statement: %s", duration, text->sql)
                                              : errmsg("duration: %s ms  execute <unnamed>: %s", duration, text->sql),
                  errhidestmt(true),
                  text->parameters == nullptr ? errdetail_execute(text->statements) : errdetail_parameters(text->values)));
    break;
  default:
    break;
  }
}

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
  bool was_logged = log_before(text);
  MemoryContextSwitchTo(previous);
  if (text->parameters != nullptr) {
    check_parameters(text);
  }
  for (int i = 0; i < list_length(text->statements); i++) {
    run_statement(text, i);
  }
  command_finish();
  log_after(text, was_logged);
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
