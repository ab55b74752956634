// Builds JSON text by appending; there is no tree.
//
// Plain C++: knows only text. Commas and escaping are its business; that objects and arrays are closed is the caller's.
// The gateway and the runners make every message of ours with it. Result rows do not pass here (result/ writes those).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::core {

// Appends `text` as a JSON string with its quotes. Bytes that are not UTF-8 come out as U+FFFD, one for each byte, so the
// result is valid whatever came in.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();

  // The name of the next value; only inside an object.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  // Shortest text that reads back as the same double; null for NaN and the infinities, which JSON cannot say.
  JsonWriter& number(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // Text that is JSON already; it is not checked.
  JsonWriter& raw(std::string_view json);

  // An empty text is written as null: the way core::Error says "absent".
  JsonWriter& string_or_null(std::string_view value);

  const std::string& text() const { return text_; }
  // Hands the text over and starts anew.
  std::string take();

private:
  void begin_value();

  std::string text_;
  bool needs_comma_ = false;
};

} // namespace studio::core
