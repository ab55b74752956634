#include "runner/analyze.h"

#include "result/columns_json.h"
#include "result/encoding.h"
#include "runner/analyzer.h"
#include "runner/attempt.h"
#include "runner/fix_error.h"
#include "runner/fix_star.h"
#include "runner/frames.h"
#include "runner/lint_query.h"
#include "runner/lint_utility.h"
#include "runner/statements.h"
#include "runner/transaction.h"
#include "syntax/kind.h"
#include "syntax/utility.h"

extern "C" {
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "mb/pg_wchar.h"
#include "parser/parser.h"
#include "tcop/cmdtag.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr char lock_wait[] = "100ms"; // an editor's question must not queue behind a lock
constexpr size_t usual_answer_bytes = 16 * 1024;
constexpr size_t kept_answer_bytes = 256 * 1024;

Buffer answer; // allocated once; a notice on the way needs the buffer of small frames

// What is known of one statement.
struct Analysis {
  const char* text; // the statement alone; $1… in it for names
  syntax::NamedText named;
  Diagnostics diagnostics;
  RawStmt* raw; // null where it could not be parsed
  Query* query; // null where it could not be analyzed
  ParameterTypes parameters;
  List* fixes; // of Fix: what could be written otherwise
};

bool is_of_missing_object(int code) {
  return code == ERRCODE_UNDEFINED_TABLE || code == ERRCODE_UNDEFINED_COLUMN || code == ERRCODE_UNDEFINED_FUNCTION ||
         code == ERRCODE_UNDEFINED_OBJECT || code == ERRCODE_UNDEFINED_SCHEMA || code == ERRCODE_AMBIGUOUS_COLUMN ||
         code == ERRCODE_UNDEFINED_PSTATEMENT || code == ERRCODE_UNDEFINED_CURSOR;
}

// May raise anything that a statement may raise before it runs.
void analyze(Analysis* analysis) {
  syntax::named_text_read(&analysis->named, analysis->text, true);
  if (analysis->named.name_count > 0) {
    analysis->text = analysis->named.text;
    analysis->diagnostics.named = &analysis->named;
  }
  List* parsed = raw_parser(analysis->text, RAW_PARSE_DEFAULT);
  if (parsed == NIL) {
    return;
  }
  analysis->raw = linitial_node(RawStmt, parsed);
  syntax::check_own_parameters(analysis->raw, analysis->named);
  RawStmt* raw = static_cast<RawStmt*>(copyObjectImpl(analysis->raw));
  Query* query = analyze_raw(raw, analysis->text, &analysis->parameters);
  Query* within = query;
  if (query->commandType == CMD_UTILITY) {
    lint_utility(&analysis->diagnostics, query->utilityStmt);
    within = analyze_within(query->utilityStmt, analysis->text, &analysis->parameters);
    if (IsA(query->utilityStmt, PrepareStmt)) {
      analysis->parameters.count = 0; // those are its own, not the request's
    }
  }
  if (within != nullptr) {
    lint_query(&analysis->diagnostics, within);
    const Diagnostics& diagnostics = analysis->diagnostics;
    // Where names became $1… places in the query are not those of the script.
    analysis->fixes =
        analysis->named.name_count > 0 ? nullptr : star_fixes(*diagnostics.script, diagnostics.statement, within);
  }
  analysis->query = query;
}

// The byte of the statement's text behind so many characters of it.
int byte_of_character(const char* text, int characters) {
  int bytes = 0;
  for (int i = 0; i < characters && text[bytes] != '\0'; i++) {
    bytes += pg_mblen(text + bytes);
  }
  return bytes;
}

void add_error(Analysis* analysis, const ErrorData* error, bool is_after_change) {
  bool may_be_made = is_after_change && is_of_missing_object(error->sqlerrcode);
  Diagnostic diagnostic = {Severity::error,
                           "server",
                           pstrdup(unpack_sql_state(error->sqlerrcode)),
                           error->message,
                           error->detail,
                           error->hint,
                           0,
                           0,
                           NIL};
  if (may_be_made) {
    diagnostic.severity = Severity::information;
    diagnostic.detail = "A statement before this one may change that.";
  } else if (error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE) {
    diagnostic.severity = Severity::information;
    diagnostic.message = "somebody has locked what this statement is about, so it could not be looked at";
  }
  int place = error->cursorpos > 0 ? byte_of_character(analysis->text, error->cursorpos - 1) : -1;
  Diagnostic* added = add_diagnostic(&analysis->diagnostics, diagnostic, place);
  if (added == nullptr || place < 0) {
    return;
  }
  const Diagnostics& diagnostics = analysis->diagnostics;
  Mistake mistake = {diagnostics.script,
                     diagnostics.statement,
                     analysis->raw,
                     error->sqlerrcode,
                     error->message_id != nullptr ? error->message_id : "",
                     token_at(*diagnostics.script, added->begin),
                     place,
                     last_column_question()};
  added->fixes = fixes_of(mistake);
}

void run_analysis(void* argument) { analyze(static_cast<Analysis*>(argument)); }

void try_analyze(Analysis* analysis, bool is_after_change) {
  const ErrorData* error = attempt(run_analysis, analysis);
  if (error != nullptr) {
    add_error(analysis, error, is_after_change);
  }
}

void append_name(Buffer* buffer, const char* key, const char* text) {
  append_text(buffer, key);
  if (text == nullptr) {
    append(buffer, "null");
  } else {
    result::append_server_text(buffer, text, strlen(text));
  }
}

void append_parameters(Buffer* buffer, const Analysis* analysis) {
  append(buffer, ",\"parameters\":[");
  // Where the analyzer gave up, the names are known and their types are not.
  int count = Max(analysis->parameters.count, analysis->named.name_count);
  for (int i = 0; i < count; i++) {
    Oid type = i < analysis->parameters.count ? analysis->parameters.types[i] : InvalidOid;
    append_text(buffer, i > 0 ? ",{" : "{");
    append_name(buffer, "\"name\":", i < analysis->named.name_count ? analysis->named.names[i] : nullptr);
    append_name(buffer, ",\"type\":", OidIsValid(type) && type != UNKNOWNOID ? format_type_be(type) : nullptr);
    append(buffer, ",\"type_oid\":");
    append_number(buffer, type);
    append_char(buffer, '}');
  }
  append_char(buffer, ']');
}

void append_result(Buffer* buffer, const Analysis* analysis) {
  append(buffer, ",\"columns\":");
  Query* query = analysis->query;
  List* targets = NIL;
  TupleDesc columns = nullptr;
  if (query != nullptr && query->commandType == CMD_UTILITY) {
    columns = UtilityTupleDescriptor(query->utilityStmt);
  } else if (query != nullptr) {
    targets = query->commandType == CMD_SELECT ? query->targetList : query->returningList;
    columns = targets != NIL ? ExecCleanTypeFromTL(targets) : nullptr;
  }
  if (columns == nullptr) {
    append(buffer, "null");
  } else {
    result::append_columns(buffer, columns, columns->natts, targets, {0, nullptr});
  }
}

void append_statement(Buffer* buffer, const Script& script, int statement, const Analysis* analysis) {
  append(buffer, "{\"begin\":");
  append_number(buffer, characters_before(script, statement_begin(script, statement)));
  append(buffer, ",\"end\":");
  append_number(buffer, characters_before(script, statement_end(script, statement)));
  if (analysis->raw == nullptr) {
    append(buffer, ",\"tag\":null,\"kind\":null,\"is_destructive\":false,\"lock\":null");
  } else {
    append_name(buffer, ",\"tag\":", CreateCommandName(analysis->raw->stmt));
    append_name(buffer, ",\"kind\":", syntax::kind_of(analysis->raw->stmt));
    append_text(buffer,
                syntax::is_destructive(analysis->raw->stmt) ? ",\"is_destructive\":true" : ",\"is_destructive\":false");
    append_name(buffer, ",\"lock\":", syntax::lock_of(analysis->raw->stmt));
  }
  append_parameters(buffer, analysis);
  append_result(buffer, analysis);
  append(buffer, ",\"diagnostics\":");
  append_diagnostics(buffer, analysis->diagnostics);
  append(buffer, ",\"fixes\":");
  append_fixes(buffer, script, analysis->fixes);
  append_char(buffer, '}');
}

// A table made, a search_path set: what comes after is judged by a world that is not there yet.
bool may_change_names(Node* statement) {
  const char* kind = syntax::kind_of(statement);
  return strcmp(kind, "schema") == 0 || strcmp(kind, "other") == 0;
}

void analyze_script(void*) {
  Buffer* buffer = &answer;
  int level = NewGUCNestLevel();
  (void)set_config_option("lock_timeout", lock_wait, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
  Script script;
  script_read(&script, server_text(session.request.text, session.request.header.text_bytes));
  append(buffer, "{\"statements\":[");
  bool is_after_change = false;
  for (int i = 0; i < script.statement_count; i++) {
    CHECK_FOR_INTERRUPTS();
    Analysis analysis;
    memset(static_cast<void*>(&analysis), 0, sizeof analysis);
    diagnostics_init(&analysis.diagnostics, &script, i);
    int begin = statement_begin(script, i);
    analysis.text = pnstrdup(script.text + begin, static_cast<Size>(statement_end(script, i) - begin));
    try_analyze(&analysis, is_after_change);
    if (i > 0) {
      append_char(buffer, ',');
    }
    append_statement(buffer, script, i, &analysis);
    is_after_change = is_after_change || (analysis.raw != nullptr && may_change_names(analysis.raw->stmt));
  }
  append(buffer, "]}");
  AtEOXact_GUC(true, level);
}

} // namespace

void run_analyze() {
  transaction_check(nullptr);
  command_start();
  MemoryContextSwitchTo(session.message_context);
  if (answer.data == nullptr) {
    result::buffer_init(&answer, usual_answer_bytes);
  }
  result::buffer_reset(&answer, kept_answer_bytes);
  if (attempt_request(analyze_script, nullptr)) {
    send_frame(channel::FrameKind::answer, answer.data, answer.used, false);
  }
  command_finish();
}

} // namespace studio::runner
