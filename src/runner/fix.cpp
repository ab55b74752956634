#include "runner/fix.h"

#include "result/encoding.h"

namespace studio::runner {

Fix* make_fix(const char* label, int begin, int end, const char* text) {
  Fix* fix = static_cast<Fix*>(palloc(sizeof(Fix)));
  *fix = {label, {begin, end, text}};
  return fix;
}

void append_fixes(result::Buffer* buffer, const Script& script, const List* fixes) {
  append_char(buffer, '[');
  for (int i = 0; i < list_length(fixes); i++) {
    const Fix* fix = static_cast<const Fix*>(list_nth(fixes, i));
    append_text(buffer, i > 0 ? ",{\"label\":" : "{\"label\":");
    result::append_server_text(buffer, fix->label, strlen(fix->label));
    append(buffer, ",\"edits\":[{\"begin\":");
    append_number(buffer, characters_before(script, fix->edit.begin));
    append(buffer, ",\"end\":");
    append_number(buffer, characters_before(script, fix->edit.end));
    append(buffer, ",\"text\":");
    result::append_server_text(buffer, fix->edit.text, strlen(fix->edit.text));
    append(buffer, "}]}");
  }
  append_char(buffer, ']');
}

} // namespace studio::runner
