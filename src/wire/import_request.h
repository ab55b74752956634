// A part of a file that goes into a table: the body of POST /connections/{id}/import (doc/protocol.md 6).
//
// Plain C++. The body is one line of JSON that says what the part is, a line feed, and the part's bytes, which nobody but the
// runner looks at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::wire {

struct ImportRequest {
  std::string options;   // for the runner: the checked fields, as JSON
  std::string statement; // the COPY that would do the same, for people: no content stands in it
  std::string session;   // empty = unnamed
  bool requires_session = false;
  std::int64_t first_line = 1; // 1: the file begins here
  std::optional<std::int64_t> timeout_ms;
  std::string data;
};

// Throws core::Error: as json_reader.h, 22023 for a field out of range, 54000 for a part that is too large.
ImportRequest parse_import(std::string body);

} // namespace studio::wire
