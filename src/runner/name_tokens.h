// A name as it stands in a text, in parts: schema.table, alias.column. Backend C.
#pragma once

#include "runner/script.h"

namespace studio::runner {

constexpr int name_part_limit = 3;

struct NameTokens {
  int count;
  int tokens[name_part_limit];
  const char* names[name_part_limit]; // as PostgreSQL would fold or unquote them
};

// The name that begins at a token; false where it is none, or one that is written with U&"…" or in more parts.
bool read_name(const Script& script, int token, NameTokens* name);

// The whole token is this character.
bool token_is_sign(const Script& script, int token, char sign);

} // namespace studio::runner
