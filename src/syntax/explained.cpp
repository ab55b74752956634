#include "syntax/explained.h"

extern "C" {
#include "parser/gramparse.h"
#include "tcop/utility.h"
}

namespace studio::syntax {

namespace {

struct Scanner {
  core_yy_extra_type extra;
  core_yyscan_t state;
  int begin; // of the token that was read last

  int next() {
    core_YYSTYPE value;
    YYLTYPE place = 0;
    int token = core_yylex(&value, &place, state);
    begin = place;
    return token;
  }
};

// The parser has said that options stand here: a list between parentheses, or ANALYZE and VERBOSE. Gives the token behind.
int skip_options(Scanner* scanner, int token) {
  if (token != '(') {
    while (token == ANALYZE || token == ANALYSE || token == VERBOSE) {
      token = scanner->next();
    }
    return token;
  }
  int depth = 0;
  do {
    depth += token == '(' ? 1 : token == ')' ? -1 : 0;
    token = scanner->next();
  } while (depth > 0 && token != 0);
  return token;
}

} // namespace

bool is_explainable(const Node* statement) {
  switch (nodeTag(statement)) {
  case T_SelectStmt:
  case T_InsertStmt:
  case T_UpdateStmt:
  case T_DeleteStmt:
  case T_MergeStmt:
  case T_DeclareCursorStmt:
  case T_CreateTableAsStmt:
  case T_RefreshMatViewStmt:
  case T_ExecuteStmt:
    return true;
  default:
    return false;
  }
}

Node* explained_statement(Node* statement) {
  Node* explained = IsA(statement, ExplainStmt) ? reinterpret_cast<ExplainStmt*>(statement)->query : statement;
  if (!is_explainable(explained)) {
    ereport(ERROR, (errcode(ERRCODE_SYNTAX_ERROR), errmsg("%s has no plan", CreateCommandName(explained)),
                    errhint("Queries, INSERT, UPDATE, DELETE, MERGE, CREATE TABLE AS, DECLARE and EXECUTE have one.")));
  }
  return explained;
}

int explained_begin(const char* text, const Node* statement) {
  if (!IsA(statement, ExplainStmt)) {
    return 0;
  }
  Scanner scanner;
  memset(static_cast<void*>(&scanner), 0, sizeof scanner);
  scanner.state = scanner_init(text, &scanner.extra, &ScanKeywords, ScanKeywordTokens);
  (void)scanner.next(); // EXPLAIN itself
  int token = scanner.next();
  if (reinterpret_cast<const ExplainStmt*>(statement)->options != NIL) {
    (void)skip_options(&scanner, token);
  }
  int begin = scanner.begin;
  scanner_finish(scanner.state);
  return begin;
}

} // namespace studio::syntax
