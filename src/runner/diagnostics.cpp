#include "runner/diagnostics.h"

#include "result/encoding.h"
#include "runner/fix.h"
#include "runner/name_tokens.h"

namespace studio::runner {

using result::Buffer;

namespace {

constexpr int count_limit = 100;

const char* severity_name(Severity severity) {
  switch (severity) {
  case Severity::error:
    return "error";
  case Severity::warning:
    return "warning";
  case Severity::information:
    return "information";
  }
  return "error";
}

void append_field(Buffer* buffer, const char* key, const char* text) {
  append_text(buffer, key);
  if (text == nullptr) {
    append(buffer, "null");
  } else {
    result::append_server_text(buffer, text, strlen(text));
  }
}

} // namespace

void diagnostics_init(Diagnostics* diagnostics, const Script* script, int statement) {
  constexpr int first_size = 4;
  diagnostics->script = script;
  diagnostics->named = nullptr;
  diagnostics->statement = statement;
  diagnostics->count = 0;
  diagnostics->size = first_size;
  diagnostics->items = static_cast<Diagnostic*>(palloc(sizeof(Diagnostic) * first_size));
}

Diagnostic* add_diagnostic(Diagnostics* diagnostics, Diagnostic diagnostic, int byte_of_statement) {
  if (diagnostics->count == count_limit) {
    return nullptr;
  }
  const Script& script = *diagnostics->script;
  int first = script.first_tokens[diagnostics->statement];
  int after = script.first_tokens[diagnostics->statement + 1];
  int token = first;
  if (byte_of_statement >= 0) {
    if (diagnostics->named != nullptr) {
      byte_of_statement = syntax::original_byte(*diagnostics->named, byte_of_statement);
    }
    // What is missing at the end is about the last word.
    token = token_at(script, statement_begin(script, diagnostics->statement) + byte_of_statement);
    token = Min(Max(token, first), after - 1);
  }
  diagnostic.begin = script.tokens[token].begin;
  diagnostic.end = script.tokens[token].end;
  NameTokens name;
  if (byte_of_statement >= 0 && read_name(script, token, &name)) {
    diagnostic.end = script.tokens[name.tokens[name.count - 1]].end;
  }
  if (diagnostics->count == diagnostics->size) {
    diagnostics->size *= 2;
    diagnostics->items = static_cast<Diagnostic*>(
        repalloc(diagnostics->items, sizeof(Diagnostic) * static_cast<Size>(diagnostics->size)));
  }
  diagnostics->items[diagnostics->count++] = diagnostic;
  return &diagnostics->items[diagnostics->count - 1];
}

void append_diagnostics(Buffer* buffer, const Diagnostics& diagnostics) {
  append_char(buffer, '[');
  for (int i = 0; i < diagnostics.count; i++) {
    const Diagnostic& it = diagnostics.items[i];
    append_text(buffer, i > 0 ? ",{\"severity\":\"" : "{\"severity\":\"");
    append_text(buffer, severity_name(it.severity));
    append(buffer, "\"");
    append_field(buffer, ",\"rule\":", it.rule);
    append_field(buffer, ",\"code\":", it.code);
    append_field(buffer, ",\"message\":", it.message);
    append_field(buffer, ",\"detail\":", it.detail);
    append_field(buffer, ",\"hint\":", it.hint);
    append(buffer, ",\"begin\":");
    append_number(buffer, characters_before(*diagnostics.script, it.begin));
    append(buffer, ",\"end\":");
    append_number(buffer, characters_before(*diagnostics.script, it.end));
    append(buffer, ",\"fixes\":");
    append_fixes(buffer, *diagnostics.script, it.fixes);
    append_char(buffer, '}');
  }
  append_char(buffer, ']');
}

} // namespace studio::runner
