// What the text of a type, as a cast takes it, tells of the type. Is backend C, and asks no catalog.
#pragma once

#include "pg/backend.h"

namespace studio::rows {

// An array, or not told from one by its text: its elements could be taken for values.
inline bool may_be_array(const char* type) {
  const char* last = strrchr(type, '.');
  last = last != nullptr ? last + 1 : type;
  return strchr(last, '[') != nullptr || *last == '_' || *last == '"' || strstr(last, "vector") != nullptr;
}

} // namespace studio::rows
