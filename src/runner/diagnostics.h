// What is told about a text that is not run: mistakes, risks and hints, each with the place that it is about. Backend C.
#pragma once

#include "result/buffer.h"
#include "runner/script.h"
#include "syntax/parameters.h"

namespace studio::runner {

enum class Severity {
  error,       // it would fail
  warning,     // it would run and probably is not meant so, or hurts others
  information, // worth knowing
};

struct Diagnostic {
  Severity severity;
  const char* rule; // our name for it ("update_without_where"), or "server" for an error of PostgreSQL's own
  const char* code; // SQLSTATE of an error, else null
  const char* message;
  const char* detail; // or null
  const char* hint;   // or null
  int begin;          // in bytes of the text
  int end;
  List* fixes; // of Fix (fix.h)
};

// Of one statement, in the order of finding.
struct Diagnostics {
  const Script* script;
  const syntax::NamedText* named; // where the statement names parameters: places are of its translation
  int statement;
  int count;
  int size;
  Diagnostic* items;
};

void diagnostics_init(Diagnostics* diagnostics, const Script* script, int statement);

// About the token at a byte of the statement, or the name of several parts that begins there; a negative byte means the first
// word. Gives what was added, until the next is; null beyond 100: nothing more is kept.
Diagnostic* add_diagnostic(Diagnostics* diagnostics, Diagnostic diagnostic, int byte_of_statement);

// Appends [{"severity","rule","code","message","detail","hint","begin","end","fixes"},…]; begin and end count characters of the
// text from 0.
void append_diagnostics(result::Buffer* buffer, const Diagnostics& diagnostics);

} // namespace studio::runner
