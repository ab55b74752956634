#include "runner/statements.h"

#include "runner/log.h"
#include "runner/session.h"
#include "runner/transaction.h"

extern "C" {
#include "mb/pg_wchar.h"
}

namespace studio::runner {

namespace {

// Numbers count over the whole text: each statement takes those that it names.
void check_script_parameters(Text* text, Parameters* parameters) {
  parameters->are_shared = true;
  syntax::NamedText numbered;
  syntax::named_text_read(&numbered, text->sql, false);
  if (numbered.highest != parameters->count) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION),
                    errmsg("the request has %d parameters, but the text has %d", parameters->count, numbered.highest)));
  }
}

void check_parameters(Text* text) {
  if (list_length(text->statements) == 0) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("there is no statement for the parameters")));
  }
  if (session.named == nullptr && list_length(text->statements) > 1) {
    check_script_parameters(text, text->parameters);
  }
  for (int i = 0; session.named != nullptr && i < list_length(text->statements); i++) {
    syntax::check_own_parameters(list_nth_node(RawStmt, text->statements, i), *session.named);
  }
}

// A text whose parameters have names: from here on they are $1…
void take_names(Text* text, Parameters* parameters) {
  syntax::NamedText* named = static_cast<syntax::NamedText*>(palloc(sizeof(syntax::NamedText)));
  syntax::named_text_read(named, text->sql, true);
  session.named = named;
  text->sql = named->text;
  *parameters = parameters_by_name(*parameters, *named);
  text->parameters = parameters->count > 0 ? parameters : nullptr;
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
  if (text->file != nullptr && list_length(text->statements) != 1) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("what is exported must be one statement")));
  }
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

void read_text(Text* text, Parameters* parameters, int first) {
  const channel::RequestHeader& request = session.request.header;
  memset(static_cast<void*>(text), 0, sizeof *text);
  text->sql = server_text(session.request.text, request.text_bytes);
  text->row_limit = request.row_limit;
  if (static_cast<int>(request.parameter_count) > first || has_named_parameters()) {
    *parameters = parameters_of_request(first);
    text->parameters = parameters;
  }
  if (has_named_parameters()) {
    take_names(text, parameters);
  }
}

void run_query() {
  Text text;
  Parameters parameters;
  command_start();
  MemoryContextSwitchTo(session.message_context);
  read_text(&text, &parameters);
  run_text(&text);
}

} // namespace studio::runner
