// What a text for a remote server holds, by our own parser: how many statements, and whether we may send them.
//
// Bridge room. The remote server may be of another version: a text that does not parse here is sent as it stands, unless the
// session is read-only, where each statement must be known.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"

namespace studio::remote {

enum class StatementKind {
  other,       // allowed in a read-only session, run in a transaction of our own
  select,      // it only reads: it may be stopped when enough rows have come
  begin,       // begins a transaction block
  transaction, // ends it, or a savepoint
};

struct Statement {
  std::string text;
  size_t offset = 0; // where it begins in the whole text, in characters
  StatementKind kind = StatementKind::other;
};

struct Statements {
  bool is_parsed = false;
  std::vector<Statement> list;
};

enum class Session { read_write, read_only };

// Throws 0A000 for COPY FROM STDIN, LISTEN and UNLISTEN of a channel; read-only also 25006 for what contract A does not list, and
// whatever our parser says.
Statements read_statements(const std::string& sql, Session session);

} // namespace studio::remote
