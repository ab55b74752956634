#include "runner/script.h"

extern "C" {
#include "mb/pg_wchar.h"
#include "parser/gramparse.h"
#include "parser/scansup.h"
}

namespace studio::runner {

namespace {

// Where the scanner stands between statements.
struct Depth {
  int parentheses;
  int blocks; // BEGIN ATOMIC, and CASE within it
  int words;  // of this statement so far
  bool creates;
  bool is_routine; // CREATE [OR REPLACE] FUNCTION or PROCEDURE
  int last;
};

// As psql's scanner does it: a statement's first words say whether it may have a body with semicolons.
void note_token(Depth* depth, int token) {
  depth->words++;
  depth->creates = depth->words == 1 ? token == CREATE : depth->creates;
  if (depth->creates && depth->words <= 4 && (token == FUNCTION || token == PROCEDURE)) {
    depth->is_routine = true;
  }
  if (token == '(') {
    depth->parentheses++;
  } else if (token == ')') {
    depth->parentheses = Max(depth->parentheses - 1, 0);
  } else if (depth->is_routine && token == ATOMIC && depth->last == BEGIN_P) {
    depth->blocks++;
  } else if (depth->blocks > 0 && token == CASE) {
    depth->blocks++;
  } else if (depth->blocks > 0 && token == END_P) {
    depth->blocks--;
  }
  depth->last = token;
}

// Strings may begin with a letter too.
bool is_word(int token, char first) {
  bool is_string = token == SCONST || token == USCONST || token == BCONST || token == XCONST;
  return !is_string &&
         (first == '"' || first == '_' || IS_HIGHBIT_SET(first) || isalpha(static_cast<unsigned char>(first)));
}

struct Growing {
  Script* script;
  int token_size;
  int statement_size;
  Depth depth;
  bool is_new; // the next token begins a statement
};

void begin_statement(Growing* growing) {
  Script* script = growing->script;
  // One more is kept for the end.
  if (script->statement_count + 1 >= growing->statement_size) {
    growing->statement_size *= 2;
    script->first_tokens = static_cast<int*>(
        repalloc_huge(script->first_tokens, sizeof(int) * static_cast<Size>(growing->statement_size)));
  }
  script->first_tokens[script->statement_count++] = script->token_count;
  memset(&growing->depth, 0, sizeof growing->depth);
  growing->is_new = false;
}

void add_token(Growing* growing, int token, int begin, int end) {
  Script* script = growing->script;
  if (growing->is_new) {
    begin_statement(growing);
  }
  if (script->token_count == growing->token_size) {
    growing->token_size *= 2;
    script->tokens =
        static_cast<Token*>(repalloc_huge(script->tokens, sizeof(Token) * static_cast<Size>(growing->token_size)));
  }
  script->tokens[script->token_count++] = {begin, end, is_word(token, script->text[begin])};
  note_token(&growing->depth, token);
}

// Tokens up to the end, or up to what the scanner cannot read.
void scan(Growing* growing) {
  core_yy_extra_type extra;
  memset(&extra, 0, sizeof extra);
  core_yyscan_t scanner = scanner_init(growing->script->text, &extra, &ScanKeywords, ScanKeywordTokens);
  for (;;) {
    CHECK_FOR_INTERRUPTS();
    core_YYSTYPE value;
    YYLTYPE begin = 0;
    int token = core_yylex(&value, &begin, scanner);
    if (token == 0) {
      break;
    }
    if (token == ';' && growing->depth.parentheses == 0 && growing->depth.blocks == 0) {
      growing->is_new = true;
      continue;
    }
    // The scanner puts a terminator behind the token that it stands at.
    add_token(growing, token, begin, begin + static_cast<int>(strlen(extra.scanbuf + begin)));
  }
  scanner_finish(scanner);
}

// What could not be read is one last token.
void add_rest(Growing* growing) {
  const Script* script = growing->script;
  int begin = script->token_count > 0 ? script->tokens[script->token_count - 1].end : 0;
  int end = static_cast<int>(strlen(script->text));
  while (begin < end && (scanner_isspace(script->text[begin]) || script->text[begin] == ';')) {
    begin++;
  }
  if (begin < end) {
    add_token(growing, 0, begin, end);
  }
}

bool is_of_scanner(int code) {
  return code == ERRCODE_SYNTAX_ERROR || ERRCODE_TO_CATEGORY(code) == ERRCODE_DATA_EXCEPTION ||
         code == ERRCODE_NONSTANDARD_USE_OF_ESCAPE_CHARACTER;
}

} // namespace

void script_read(Script* script, const char* text) {
  constexpr int first_size = 64;
  memset(script, 0, sizeof *script);
  script->text = text;
  script->tokens = static_cast<Token*>(palloc(sizeof(Token) * first_size));
  script->first_tokens = static_cast<int*>(palloc(sizeof(int) * first_size));
  Growing* growing = static_cast<Growing*>(palloc0(sizeof(Growing)));
  growing->script = script;
  growing->token_size = first_size;
  growing->statement_size = first_size;
  growing->is_new = true;

  MemoryContext context = CurrentMemoryContext;
  PG_TRY();
  { scan(growing); }
  PG_CATCH();
  {
    if (!is_of_scanner(geterrcode())) {
      PG_RE_THROW();
    }
    MemoryContextSwitchTo(context);
    FlushErrorState();
    add_rest(growing);
  }
  PG_END_TRY();
  script->first_tokens[script->statement_count] = script->token_count;
}

int statement_begin(const Script& script, int statement) { return script.tokens[script.first_tokens[statement]].begin; }

int statement_end(const Script& script, int statement) {
  return script.tokens[script.first_tokens[statement + 1] - 1].end;
}

int token_at(const Script& script, int byte) {
  int low = 0;
  int high = script.token_count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (script.tokens[middle].begin <= byte) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

bool token_is(const Script& script, int token, const char* name) {
  const Token& it = script.tokens[token];
  int length = it.end - it.begin;
  if (length < 1 || !it.is_word) {
    return false;
  }
  const char* begin = script.text + it.begin;
  if (*begin == '"') {
    return strlen(name) == static_cast<size_t>(length - 2) &&
           strncmp(begin + 1, name, static_cast<size_t>(length - 2)) == 0;
  }
  return strcmp(downcase_truncate_identifier(begin, length, false), name) == 0;
}

int characters_before(const Script& script, int bytes) { return pg_mbstrlen_with_len(script.text, bytes); }

} // namespace studio::runner
