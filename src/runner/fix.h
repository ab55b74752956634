// A change of the text that repairs what a diagnostic is about. Backend C.
//
// Nothing is offered on suspicion: a repair of an error has been tried, and PostgreSQL has nothing more to say of that place.
#pragma once

#include "result/buffer.h"
#include "runner/script.h"

namespace studio::runner {

// In bytes of the script's text; where both are the same the text is put in.
struct Edit {
  int begin;
  int end;
  const char* text;
};

struct Fix {
  const char* label; // for a button or a menu: "Use film.title"
  Edit edit;
};

Fix* make_fix(const char* label, int begin, int end, const char* text);

// Appends [{"label","edits":[{"begin","end","text"}]},…] of a list of Fix; begin and end count characters from 0.
void append_fixes(result::Buffer* buffer, const Script& script, const List* fixes);

} // namespace studio::runner
