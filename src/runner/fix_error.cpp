#include "runner/fix_error.h"

#include "runner/attempt.h"

extern "C" {
#include "mb/pg_wchar.h"
#include "parser/parser.h"
}

namespace studio::runner {

namespace {

constexpr int fix_limit = 4;
constexpr int trial_limit = 12;
constexpr int text_limit_bytes = 64 * 1024; // each trial reads the statement again

struct Trial {
  const char* text;
  bool is_parsed;
};

void run_trial(void* argument) {
  Trial* trial = static_cast<Trial*>(argument);
  List* parsed = raw_parser(trial->text, RAW_PARSE_DEFAULT);
  trial->is_parsed = true;
  ParameterTypes parameters = {nullptr, 0};
  Query* query = analyze_raw(linitial_node(RawStmt, parsed), trial->text, &parameters);
  if (query->commandType == CMD_UTILITY) {
    (void)analyze_within(query->utilityStmt, trial->text, &parameters);
  }
}

// The statement's text as the repair would leave it.
char* text_with(const Mistake& mistake, const Edit& edit) {
  const Script& script = *mistake.script;
  int begin = statement_begin(script, mistake.statement);
  int end = statement_end(script, mistake.statement);
  return psprintf("%.*s%s%.*s", edit.begin - begin, script.text + begin, edit.text, end - edit.end,
                  script.text + edit.end);
}

// An error elsewhere is another mistake; one at the same place says that this was no repair.
bool helps(const Mistake& mistake, const Edit& edit) {
  Trial trial = {text_with(mistake, edit), false};
  const ErrorData* error = attempt(run_trial, &trial);
  if (error == nullptr) {
    return true;
  }
  if (!trial.is_parsed || error->cursorpos <= 0) {
    return false;
  }
  // Only the characters before it are counted: an edit is at or behind the place, or right before it.
  int begin = edit.begin - statement_begin(*mistake.script, mistake.statement);
  int at = 0;
  for (int i = 1; i < error->cursorpos && trial.text[at] != '\0'; i++) {
    at += pg_mblen(trial.text + at);
  }
  int first = Min(begin, mistake.place);
  int last = Max(begin + static_cast<int>(strlen(edit.text)), mistake.place + 1);
  return at < first || at > last;
}

List* find(const Mistake& mistake) {
  switch (mistake.code) {
  case ERRCODE_UNDEFINED_COLUMN:
  case ERRCODE_AMBIGUOUS_COLUMN:
    return column_fixes(mistake);
  case ERRCODE_UNDEFINED_TABLE: {
    List* columns = column_fixes(mistake); // an alias that is none
    return columns != NIL ? columns : relation_fixes(mistake);
  }
  case ERRCODE_INVALID_SCHEMA_NAME:
    return relation_fixes(mistake);
  case ERRCODE_UNDEFINED_FUNCTION:
    return function_fixes(mistake);
  case ERRCODE_UNDEFINED_OBJECT:
    return type_fixes(mistake);
  case ERRCODE_SYNTAX_ERROR:
    return syntax_fixes(mistake);
  default:
    return NIL;
  }
}

struct Search {
  const Mistake* mistake;
  List* found;
};

void run_search(void* argument) {
  Search* search = static_cast<Search*>(argument);
  search->found = find(*search->mistake);
}

} // namespace

Fix* replacement(const Script& script, int first_token, int last_token, const char* text) {
  return make_fix(psprintf("Use %s", text), script.tokens[first_token].begin, script.tokens[last_token].end,
                  pstrdup(text));
}

List* fixes_of(const Mistake& mistake) {
  const Script& script = *mistake.script;
  int bytes = statement_end(script, mistake.statement) - statement_begin(script, mistake.statement);
  if (bytes > text_limit_bytes) {
    return NIL;
  }
  Search search = {&mistake, NIL};
  if (attempt(run_search, &search) != nullptr) {
    return NIL; // a schema that may not be looked into, a name that is none
  }
  List* fixes = NIL;
  for (int i = 0; i < Min(list_length(search.found), trial_limit) && list_length(fixes) < fix_limit; i++) {
    CHECK_FOR_INTERRUPTS();
    Fix* fix = static_cast<Fix*>(list_nth(search.found, i));
    if (helps(mistake, fix->edit)) {
      fixes = lappend(fixes, fix);
    }
  }
  return fixes;
}

} // namespace studio::runner
