#include "remote/array_text.h"

namespace studio::remote {

void ArrayText::add(std::string_view element) {
  text_.append(is_empty() ? "\"" : ",\"");
  for (char c : element) {
    if (c == '"' || c == '\\') {
      text_.push_back('\\');
    }
    text_.push_back(c);
  }
  text_.push_back('"');
}

void ArrayText::add_null() { text_.append(is_empty() ? "NULL" : ",NULL"); }

} // namespace studio::remote
