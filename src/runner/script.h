// A text cut into its statements by PostgreSQL's own scanner, so that one statement's mistake hides no other.
//
// The server's parser gives up a whole text at its first error; an editor wants to know of each statement where it begins and
// ends, also while one of them is half written. A statement ends at a semicolon outside parentheses and outside the
// BEGIN ATOMIC … END body of a function. What the scanner cannot read (a quote that is not closed) belongs to the last
// statement, whose parsing then says so. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

struct Token {
  int begin; // in bytes of the text
  int end;
  bool is_word; // an identifier or keyword
};

struct Script {
  const char* text; // in the database's encoding
  int token_count;
  Token* tokens;
  int statement_count;
  int* first_tokens; // of each statement, and one past the last
};

// Reads the text into the current context.
void script_read(Script* script, const char* text);

// The semicolon that ends a statement is no part of it.
int statement_begin(const Script& script, int statement);
int statement_end(const Script& script, int statement);

// The token at a byte, or the nearest before it; -1 where there is none.
int token_at(const Script& script, int byte);

// True where the token is this name, as an identifier would be folded.
bool token_is(const Script& script, int token, const char* name);

// How many characters the first `bytes` of the text are.
int characters_before(const Script& script, int bytes);

} // namespace studio::runner
