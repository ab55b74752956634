#include "runner/name_tokens.h"

extern "C" {
#include "parser/scansup.h"
}

namespace studio::runner {

namespace {

// Null where it is no plain identifier.
const char* identifier_of(const Script& script, int token) {
  const Token& it = script.tokens[token];
  const char* begin = script.text + it.begin;
  int length = it.end - it.begin;
  if (!it.is_word || length > 3 * NAMEDATALEN) {
    return nullptr;
  }
  if (*begin != '"') {
    bool is_escaped = length > 2 && (*begin == 'U' || *begin == 'u') && begin[1] == '&';
    return is_escaped ? nullptr : downcase_truncate_identifier(begin, length, false);
  }
  char* name = static_cast<char*>(palloc(static_cast<Size>(length)));
  int used = 0;
  for (int i = 1; i < length - 1; i++) {
    name[used++] = begin[i];
    i += begin[i] == '"' ? 1 : 0; // written twice
  }
  name[used] = '\0';
  return name;
}

} // namespace

bool token_is_sign(const Script& script, int token, char sign) {
  const Token& it = script.tokens[token];
  return it.end - it.begin == 1 && script.text[it.begin] == sign;
}

bool read_name(const Script& script, int token, NameTokens* name) {
  name->count = 0;
  for (; token >= 0 && token < script.token_count; token += 2) {
    const char* part = name->count < name_part_limit ? identifier_of(script, token) : nullptr;
    if (part == nullptr) {
      return false;
    }
    name->tokens[name->count] = token;
    name->names[name->count++] = part;
    if (token + 1 >= script.token_count || !token_is_sign(script, token + 1, '.')) {
      return true;
    }
  }
  return false;
}

} // namespace studio::runner
