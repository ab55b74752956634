// What the grammar refuses: a misspelled keyword, a keyword used as a name, a subquery in FROM without a name.
#include "runner/fix_error.h"
#include "runner/name_tokens.h"
#include "runner/nearest.h"

extern "C" {
#include "catalog/namespace.h"
#include "common/keywords.h"
#include "parser/scansup.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
}

namespace studio::runner {

namespace {

const char* text_of(const Script& script, int token) {
  return pnstrdup(script.text + script.tokens[token].begin,
                  static_cast<Size>(script.tokens[token].end - script.tokens[token].begin));
}

bool is_keyword(const char* word) { return ScanKeywordLookup(word, &ScanKeywords) >= 0; }

// The keywords that sound like a word which is none.
List* respelled(List* fixes, const Mistake& mistake, int token) {
  const Script& script = *mistake.script;
  const char* word = text_of(script, token);
  if (*word == '"' || is_keyword(downcase_identifier(word, static_cast<int>(strlen(word)), false, false))) {
    return fixes;
  }
  bool is_upper = true;
  for (const char* at = word; *at != '\0'; at++) {
    is_upper = is_upper && (*at < 'a' || *at > 'z');
  }
  Nearest nearest;
  nearest_init(&nearest, word);
  for (int i = 0; i < ScanKeywords.num_keywords; i++) {
    nearest_offer(&nearest, "", GetScanKeyword(i, &ScanKeywords));
  }
  for (int i = 0; i < nearest.count; i++) {
    const char* keyword = nearest.best[i].name;
    fixes = lappend(
        fixes, replacement(script, token, token, is_upper ? asc_toupper(keyword, strlen(keyword)) : pstrdup(keyword)));
  }
  return fixes;
}

List* quoted(List* fixes, const Mistake& mistake, int token) {
  const char* word = text_of(*mistake.script, token);
  const char* name = downcase_identifier(word, static_cast<int>(strlen(word)), false, false);
  // At the end anything would do as an alias: there only a relation is taken for meant.
  bool is_last = token + 1 == mistake.script->first_tokens[mistake.statement + 1];
  bool may_be_name = *word != '"' && is_keyword(name) && (!is_last || OidIsValid(RelnameGetRelid(name)));
  return may_be_name ? lappend(fixes, replacement(*mistake.script, token, token, psprintf("\"%s\"", name))) : fixes;
}

bool is_unnamed_subquery(const Mistake& mistake) {
  return strcmp(mistake.message, "subquery in FROM must have an alias") == 0 ||
         strcmp(mistake.message, "VALUES in FROM must have an alias") == 0;
}

bool is_used(const Mistake& mistake, const char* name) {
  const Script& script = *mistake.script;
  for (int i = script.first_tokens[mistake.statement]; i < script.first_tokens[mistake.statement + 1]; i++) {
    if (token_is(script, i, name)) {
      return true;
    }
  }
  return false;
}

// Behind the parenthesis that closes the one at the place, a name that the statement does not use yet.
List* named_subquery(const Mistake& mistake) {
  const Script& script = *mistake.script;
  int depth = 0;
  int token = mistake.token;
  for (; token < script.first_tokens[mistake.statement + 1]; token++) {
    depth += token_is_sign(script, token, '(') ? 1 : token_is_sign(script, token, ')') ? -1 : 0;
    if (depth == 0) {
      break;
    }
  }
  if (token == script.first_tokens[mistake.statement + 1]) {
    return NIL;
  }
  const char* name = "subquery";
  for (int i = 2; is_used(mistake, name); i++) {
    name = psprintf("subquery_%d", i);
  }
  int end = script.tokens[token].end;
  return list_make1(make_fix(psprintf("Name it %s", name), end, end, psprintf(" AS %s", name)));
}

} // namespace

List* syntax_fixes(const Mistake& mistake) {
  if (is_unnamed_subquery(mistake)) {
    return named_subquery(mistake);
  }
  // The grammar stumbles at the word itself or at the one behind it.
  const Script& script = *mistake.script;
  List* fixes = NIL;
  for (int token = mistake.token; token >= Max(mistake.token - 1, script.first_tokens[mistake.statement]); token--) {
    if (script.tokens[token].is_word) {
      fixes = respelled(fixes, mistake, token);
      fixes = quoted(fixes, mistake, token);
    }
  }
  return fixes;
}

} // namespace studio::runner
