// A PostgreSQL array as text, to be the value of a parameter: {"one","two",NULL}. Bridge room.
#pragma once

#include <string>
#include <string_view>

namespace studio::remote {

class ArrayText {
public:
  void add(std::string_view element);
  void add(unsigned number) { add(std::to_string(number)); }
  void add_null();

  bool is_empty() const { return text_.size() == 1; }
  std::string text() const { return text_ + "}"; }

private:
  std::string text_ = "{";
};

} // namespace studio::remote
