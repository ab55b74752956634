#include "runner/log.h"

#include "runner/session.h"

extern "C" {
#include "commands/prepare.h"
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

// The text behind an EXECUTE.
void add_prepared_text(List* statements) {
  ListCell* cell;
  foreach (cell, statements) {
    Node* statement = lfirst_node(RawStmt, cell)->stmt;
    if (statement != nullptr && IsA(statement, ExecuteStmt)) {
      PreparedStatement* prepared = FetchPreparedStatement(reinterpret_cast<ExecuteStmt*>(statement)->name, false);
      if (prepared != nullptr) {
        errdetail("prepare: %s", prepared->plansource->query_string);
        return;
      }
    }
  }
}

int errdetail_text(const Text* text) {
  if (text->parameters == nullptr) {
    add_prepared_text(text->statements);
  } else if (text->logged_parameters != nullptr && text->logged_parameters[0] != '\0') {
    errdetail("parameters: %s", text->logged_parameters);
  }
  return 0;
}

const char* verb(const Text* text) { return text->parameters == nullptr ? "statement" : "execute <unnamed>"; }

bool may_be_logged() {
  return log_statement != LOGSTMT_NONE || log_duration || log_min_duration_sample >= 0 ||
         log_min_duration_statement >= 0 || xact_is_sampled;
}

} // namespace

void log_before(Text* text) {
  if (is_to_be_logged(text->statements)) {
    ereport(LOG, (errmsg("%s: %s", verb(text), text->sql), errhidestmt(true), errdetail_text(text)));
    text->was_logged = true;
  }
}

void log_keep_parameters(Text* text) {
  if (text->values == nullptr || log_parameter_max_length == 0 || !may_be_logged()) {
    return;
  }
  MemoryContext previous = MemoryContextSwitchTo(session.message_context);
  text->logged_parameters = BuildParamLogString(text->values, nullptr, log_parameter_max_length);
  MemoryContextSwitchTo(previous);
}

void log_after(const Text* text) {
  char duration[32];
  switch (check_log_duration(duration, text->was_logged)) {
  case 1:
    ereport(LOG, (errmsg("duration: %s ms", duration), errhidestmt(true)));
    break;
  case 2:
    ereport(LOG, (errmsg("duration: %s ms  %s: %s", duration, verb(text), text->sql), errhidestmt(true),
                  errdetail_text(text)));
    break;
  default:
    break;
  }
}

} // namespace studio::runner
