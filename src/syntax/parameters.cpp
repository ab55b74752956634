#include "syntax/parameters.h"

extern "C" {
#include "common/keywords.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "parser/gramparse.h"
#include "tcop/utility.h"
}

namespace studio::syntax {

namespace {

constexpr int name_limit = 1000;

// PostgreSQL's scanner on a text, a token at a time.
struct Tokens {
  core_yyscan_t scanner;
  core_yy_extra_type extra;
  core_YYSTYPE value;
  int begin;
  int end; // of the token, in bytes
};

void tokens_begin(Tokens* tokens, const char* text) {
  memset(static_cast<void*>(tokens), 0, sizeof *tokens);
  tokens->scanner = scanner_init(text, &tokens->extra, &ScanKeywords, ScanKeywordTokens);
  // The parser reads the text again and warns then.
  tokens->extra.escape_string_warning = false;
}

int next_token(Tokens* tokens) {
  CHECK_FOR_INTERRUPTS();
  YYLTYPE begin = 0;
  int token = core_yylex(&tokens->value, &begin, tokens->scanner);
  tokens->begin = begin;
  // The scanner puts a terminator behind the token that it stands at.
  tokens->end = token == 0 ? begin : begin + static_cast<int>(strlen(tokens->extra.scanbuf + begin));
  return token;
}

bool is_keyword_operand(const char* keyword) {
  int number = ScanKeywordLookup(keyword, &ScanKeywords);
  if (number < 0) {
    return false;
  }
  int category = ScanKeywordCategories[number];
  bool may_be_column = category == UNRESERVED_KEYWORD || category == COL_NAME_KEYWORD;
  return may_be_column || strcmp(keyword, "null") == 0 || strcmp(keyword, "end") == 0;
}

// May a slice's colon follow?
bool is_operand(const Tokens& tokens, int token, bool is_word) {
  switch (token) {
  case IDENT:
  case UIDENT:
  case ICONST:
  case FCONST:
  case SCONST:
  case USCONST:
  case BCONST:
  case XCONST:
  case PARAM:
  case ')':
  case ']':
    return true;
  default:
    return is_word && is_keyword_operand(tokens.value.keyword);
  }
}

// An identifier without quotes or a keyword. Strings may begin with a letter too.
bool is_plain_word(int token, char first) {
  bool is_string = token == SCONST || token == USCONST || token == BCONST || token == XCONST || token == UIDENT;
  return !is_string && (first == '_' || IS_HIGHBIT_SET(first) || isalpha(static_cast<unsigned char>(first)));
}

struct Reading {
  NamedText* named;
  const char* text;
  StringInfoData made;
  StringInfoData brackets; // those that are open
  int copied;              // bytes of the text that stand in `made`
  int characters;          // as many characters
  int new_characters;
  int name_size;
  int edit_size;
};

int number_of(Reading* reading, int begin, int end) {
  NamedText* named = reading->named;
  const char* name = pnstrdup(reading->text + begin, static_cast<Size>(end - begin));
  for (int i = 0; i < named->name_count; i++) {
    if (strcmp(named->names[i], name) == 0) {
      return i + 1;
    }
  }
  if (named->name_count == name_limit) {
    ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("a text names at most %d parameters", name_limit)));
  }
  if (named->name_count == reading->name_size) {
    reading->name_size *= 2;
    named->names = static_cast<const char**>(
        repalloc(static_cast<void*>(named->names), sizeof(char*) * static_cast<Size>(reading->name_size)));
  }
  named->names[named->name_count++] = name;
  return named->name_count;
}

bool continues_word(char byte) {
  return byte == '_' || byte == '$' || byte == '"' || IS_HIGHBIT_SET(byte) || isalnum(static_cast<unsigned char>(byte));
}

void copy_until(Reading* reading, int byte) {
  int length = byte - reading->copied;
  int characters = pg_mbstrlen_with_len(reading->text + reading->copied, length);
  appendBinaryStringInfo(&reading->made, reading->text + reading->copied, length);
  reading->copied = byte;
  reading->characters += characters;
  reading->new_characters += characters;
}

void replace(Reading* reading, int begin, int end) {
  NamedText* named = reading->named;
  int number = number_of(reading, begin + 1, end);
  copy_until(reading, begin);
  if (named->edit_count == reading->edit_size) {
    reading->edit_size *= 2;
    named->edits =
        static_cast<Edit*>(repalloc_huge(named->edits, sizeof(Edit) * static_cast<Size>(reading->edit_size)));
  }
  Edit* edit = &named->edits[named->edit_count++];
  edit->number = number;
  int made_before = reading->made.len;
  int length = pg_mbstrlen_with_len(reading->text + begin, end - begin);
  // What was apart stays apart: `1:a` and `:a'x'`.
  bool needs_blank_before = begin > 0 && continues_word(reading->text[begin - 1]);
  bool needs_blank_after = continues_word(reading->text[end]);
  appendStringInfo(&reading->made, "%s$%d%s", needs_blank_before ? " " : "", number, needs_blank_after ? " " : "");
  int new_length = reading->made.len - made_before;
  edit->bytes = {begin, end, made_before, reading->made.len};
  edit->characters = {reading->characters, reading->characters + length, reading->new_characters,
                      reading->new_characters + new_length};
  reading->copied = end;
  reading->characters += length;
  reading->new_characters += new_length;
}

void note_bracket(Reading* reading, int token) {
  StringInfo brackets = &reading->brackets;
  if (token == '[' || token == '(') {
    appendStringInfoChar(brackets, static_cast<char>(token));
  } else if ((token == ']' || token == ')') && brackets->len > 0) {
    brackets->data[--brackets->len] = '\0';
  }
}

bool is_in_slice(const Reading& reading) {
  return reading.brackets.len > 0 && reading.brackets.data[reading.brackets.len - 1] == '[';
}

void read_names(Reading* reading, bool takes_names) {
  Tokens tokens;
  tokens_begin(&tokens, reading->text);
  bool is_after_operand = false;
  int colon = -1; // where a colon stands that a name may follow
  for (int token = next_token(&tokens); token != 0; token = next_token(&tokens)) {
    bool is_word = is_plain_word(token, reading->text[tokens.begin]);
    if (takes_names && colon >= 0 && is_word && tokens.begin == colon + 1) {
      replace(reading, colon, tokens.end);
      is_after_operand = true;
      colon = -1;
      continue;
    }
    if (token == PARAM) {
      reading->named->highest = Max(reading->named->highest, tokens.value.ival);
    }
    note_bracket(reading, token);
    colon = token == ':' && !(is_after_operand && is_in_slice(*reading)) ? tokens.begin : -1;
    is_after_operand = is_operand(tokens, token, is_word);
  }
  scanner_finish(tokens.scanner);
}

int original(const NamedText& named, int place, bool in_bytes) {
  int shift = 0;
  for (int i = 0; i < named.edit_count; i++) {
    const Span& span = in_bytes ? named.edits[i].bytes : named.edits[i].characters;
    if (place < span.new_begin) {
      break;
    }
    if (place < span.new_end) {
      return span.begin;
    }
    shift = span.end - span.new_end;
  }
  return place + shift;
}

} // namespace

void named_text_read(NamedText* named, const char* text, bool takes_names) {
  constexpr int first_size = 16;
  memset(static_cast<void*>(named), 0, sizeof *named);
  Reading reading;
  memset(static_cast<void*>(&reading), 0, sizeof reading);
  reading.named = named;
  reading.text = text;
  reading.name_size = first_size;
  reading.edit_size = first_size;
  named->names = static_cast<const char**>(palloc(sizeof(char*) * first_size));
  named->edits = static_cast<Edit*>(palloc(sizeof(Edit) * first_size));
  initStringInfo(&reading.made);
  initStringInfo(&reading.brackets);
  read_names(&reading, takes_names);
  named->text = text;
  if (named->name_count > 0 && named->highest > 0) {
    ereport(ERROR, (errcode(ERRCODE_UNDEFINED_PARAMETER), errmsg("there is no parameter $%d", named->highest),
                    errdetail("The text names its parameters, :%s for one.", named->names[0])));
  }
  if (named->edit_count > 0) {
    copy_until(&reading, static_cast<int>(strlen(text)));
    named->text = reading.made.data;
  }
}

int original_byte(const NamedText& named, int byte) { return original(named, byte, true); }

int original_character(const NamedText& named, int character) { return original(named, character, false); }

void check_own_parameters(const RawStmt* statement, const NamedText& named) {
  if (!IsA(statement->stmt, PrepareStmt) && !IsA(statement->stmt, CreateFunctionStmt)) {
    return;
  }
  int begin = statement->stmt_location;
  int end = statement->stmt_len > 0 ? begin + statement->stmt_len : INT_MAX;
  for (int i = 0; i < named.edit_count; i++) {
    const Edit& edit = named.edits[i];
    if (edit.bytes.new_begin >= begin && edit.bytes.new_begin < end) {
      ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                      errmsg("%s cannot take the parameter :%s", GetCommandTagName(CreateCommandTag(statement->stmt)),
                             named.names[edit.number - 1]),
                      errhint("Its own parameters are $1, $2, …"), errposition(edit.characters.new_begin + 1)));
    }
  }
}

namespace {

// Adds a number to an ascending list; false where there is no room.
bool add_number(int* numbers, int* count, int limit, int number) {
  int at = 0;
  while (at < *count && numbers[at] < number) {
    at++;
  }
  if (at < *count && numbers[at] == number) {
    return true;
  }
  if (*count == limit) {
    return false;
  }
  memmove(numbers + at + 1, numbers + at, sizeof(int) * static_cast<size_t>(*count - at));
  numbers[at] = number;
  (*count)++;
  return true;
}

int place_of(const int* numbers, int count, int number) {
  int at = 0;
  while (at < count && numbers[at] != number) {
    at++;
  }
  return at + 1;
}

} // namespace

int renumber_parameters(char* text, int* numbers, int limit) {
  int count = 0;
  Tokens tokens;
  tokens_begin(&tokens, text);
  for (int token = next_token(&tokens); token != 0; token = next_token(&tokens)) {
    if (token == PARAM && !add_number(numbers, &count, limit, tokens.value.ival)) {
      ereport(ERROR, (errcode(ERRCODE_UNDEFINED_PARAMETER), errmsg("there is no parameter $%d", tokens.value.ival)));
    }
  }
  scanner_finish(tokens.scanner);
  // The scanner has its own copy of the text, so this one may be written.
  tokens_begin(&tokens, text);
  for (int token = next_token(&tokens); token != 0; token = next_token(&tokens)) {
    if (token != PARAM) {
      continue;
    }
    // Never longer than before: a number's place among those that are used is not above the number.
    int length = tokens.end - tokens.begin;
    char digits[16];
    int written = snprintf(digits, sizeof digits, "$%d", place_of(numbers, count, tokens.value.ival));
    memset(text + tokens.begin, ' ', static_cast<size_t>(length));
    memcpy(text + tokens.begin, digits, static_cast<size_t>(Min(written, length)));
  }
  scanner_finish(tokens.scanner);
  return count;
}

} // namespace studio::syntax
