#include "runner/analyzer.h"

extern "C" {
#include "parser/analyze.h"
#include "parser/parse_param.h"
}

namespace studio::runner {

namespace {

ColumnQuestion last_question = {nullptr, nullptr};

Node* note_column(ParseState* state, ColumnRef* reference) {
  last_question = {state, reference};
  return nullptr; // go on as if nobody had asked
}

// The parts of a utility statement that PostgreSQL analyzes only when it is run.
Node* part_to_analyze(Node* statement) {
  switch (nodeTag(statement)) {
  case T_ViewStmt:
    return reinterpret_cast<ViewStmt*>(statement)->query;
  case T_PrepareStmt:
    return reinterpret_cast<PrepareStmt*>(statement)->query;
  case T_CopyStmt:
    return reinterpret_cast<CopyStmt*>(statement)->query;
  default:
    return nullptr;
  }
}

// The parts that it has analyzed already.
Node* analyzed_part(Node* statement) {
  switch (nodeTag(statement)) {
  case T_ExplainStmt:
    return reinterpret_cast<ExplainStmt*>(statement)->query;
  case T_CreateTableAsStmt:
    return reinterpret_cast<CreateTableAsStmt*>(statement)->query;
  case T_DeclareCursorStmt:
    return reinterpret_cast<DeclareCursorStmt*>(statement)->query;
  default:
    return nullptr;
  }
}

} // namespace

// With our eyes on its column references. Query ids are nobody's business here.
Query* analyze_raw(RawStmt* raw, const char* text, ParameterTypes* parameters) {
  last_question = {nullptr, nullptr};
  ParseState* state = make_parsestate(nullptr);
  state->p_sourcetext = text;
  setup_parse_variable_parameters(state, &parameters->types, &parameters->count);
  state->p_pre_columnref_hook = note_column;
  Query* query = transformTopLevelStmt(state, raw);
  check_variable_parameters(state, query);
  if (post_parse_analyze_hook != nullptr) {
    (*post_parse_analyze_hook)(state, query, nullptr);
  }
  free_parsestate(state);
  return query;
}

Query* analyze_within(Node* statement, const char* text, ParameterTypes* parameters) {
  Node* analyzed = analyzed_part(statement);
  if (analyzed != nullptr) {
    return IsA(analyzed, Query) ? reinterpret_cast<Query*>(analyzed) : nullptr;
  }
  Node* part = part_to_analyze(statement);
  if (part == nullptr) {
    return nullptr;
  }
  RawStmt* raw = makeNode(RawStmt);
  raw->stmt = static_cast<Node*>(copyObjectImpl(part));
  return analyze_raw(raw, text, parameters);
}

ColumnQuestion last_column_question() { return last_question; }

} // namespace studio::runner
