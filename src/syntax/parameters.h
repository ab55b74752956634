// The parameters that a text names: `:name` becomes $1…, by PostgreSQL's own scanner and before any parser sees the text.
//
// A name stands right behind its colon, is an identifier or a keyword without quotes, and is kept as it is written. What is in
// strings, quotes and comments is no parameter, nor are `::`, `:=` and the colon of a slice: between brackets a colon behind an
// operand is the slice's own (`a[1:n]`), one where an operand is missing is a parameter's (`a[:n]`, `a[1: :n]`). Backend C.
#pragma once

#include "pg/backend.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::syntax {

// Something replaced, counted from 0 in one unit: where it stood, and where its replacement stands.
struct Span {
  int begin;
  int end;
  int new_begin;
  int new_end;
};

struct Edit {
  int number; // of the parameter
  Span bytes;
  Span characters;
};

struct NamedText {
  const char* text; // with $1… for the names; the given one where it has none
  int name_count;
  const char** names; // without colon; the first is $1
  int edit_count;
  Edit* edits; // in the order of the text
  int highest; // the highest $n of the given text; 0 where it has none
};

// Takes a text apart, in the current context. Raises what the scanner raises, 42P02 for a text with both
// names and $n, 54000 for more than 1000 names. `takes_names` false only looks for $n.
void named_text_read(NamedText* named, const char* text, bool takes_names);

// From a place in the new text to the one in the given text. Both count from 0.
int original_byte(const NamedText& named, int byte);
int original_character(const NamedText& named, int character);

// Where a statement has parameters of its own (PREPARE, CREATE FUNCTION), a name would silently mean one of them: 0A000.
void check_own_parameters(const RawStmt* statement, const NamedText& named);

// Numbers the $n of one statement anew, as $1…, in ascending order, in place: the text keeps its length. `numbers` has room
// for `limit`; numbers[i] says what $(i+1) was. Gives how many there are.
int renumber_parameters(char* text, int* numbers, int limit);

} // namespace studio::syntax
