#include "remote/statements.h"

#include "core/sqlstate.h"
#include "core/utf8.h"
#include "pg/guard.h"

extern "C" {
#include "nodes/parsenodes.h"
#include "parser/parser.h"
#include "tcop/utility.h"
}

namespace studio::remote {

namespace {

namespace sqlstate = core::sqlstate;

[[noreturn]] void refuse_read_only(Node* node) {
  const char* name = pg::call([&] { return GetCommandTagName(CreateCommandTag(node)); });
  throw core::Error(sqlstate::read_only_sql_transaction,
                    std::string("cannot execute ") + name + " in a read-only session");
}

void refuse_unsupported(Node* node) {
  if (IsA(node, CopyStmt)) {
    CopyStmt* copy = reinterpret_cast<CopyStmt*>(node);
    if (copy->is_from && copy->filename == nullptr) {
      throw core::Error(sqlstate::feature_not_supported, "COPY FROM STDIN is not supported here")
          .with_hint("Use INSERT, or load the data with psql.");
    }
  } else if (IsA(node, ListenStmt)) {
    throw core::Error(sqlstate::feature_not_supported, "LISTEN is not supported here")
        .with_hint("Notifications of other servers are not forwarded.");
  }
}

bool writes_nowhere(Node* node) {
  switch (nodeTag(node)) {
  case T_SelectStmt:
    return reinterpret_cast<SelectStmt*>(node)->intoClause == nullptr;
  case T_CopyStmt: {
    CopyStmt* copy = reinterpret_cast<CopyStmt*>(node);
    return !copy->is_from && copy->filename == nullptr;
  }
  case T_VariableSetStmt: {
    // What a transaction may do is decided before its first query; nothing of that may be set here.
    VariableSetStmt* set = reinterpret_cast<VariableSetStmt*>(node);
    return set->kind != VAR_SET_MULTI && (set->name == nullptr || strstr(set->name, "read_only") == nullptr);
  }
  case T_InsertStmt:
  case T_UpdateStmt:
  case T_DeleteStmt:
  case T_MergeStmt: // these the server itself refuses, in its own words
  case T_TransactionStmt:
  case T_VariableShowStmt:
  case T_ExplainStmt:
  case T_DeclareCursorStmt:
  case T_FetchStmt:
  case T_ClosePortalStmt:
  case T_PrepareStmt:
  case T_ExecuteStmt:
  case T_DeallocateStmt:
  case T_CallStmt:
  case T_DoStmt:
  case T_DiscardStmt:
    return true;
  default:
    return false;
  }
}

// `BEGIN` with options could ask for READ WRITE; two-phase commands outlive the block.
void check_transaction(TransactionStmt* statement) {
  bool is_two_phase = statement->kind == TRANS_STMT_PREPARE || statement->kind == TRANS_STMT_COMMIT_PREPARED ||
                      statement->kind == TRANS_STMT_ROLLBACK_PREPARED;
  bool is_begin = statement->kind == TRANS_STMT_BEGIN || statement->kind == TRANS_STMT_START;
  if (is_two_phase || (is_begin && statement->options != NIL) || statement->chain) {
    refuse_read_only(reinterpret_cast<Node*>(statement));
  }
}

// INSERT, UPDATE, DELETE in WITH, which PostgreSQL allows at the top level alone.
bool has_writing_cte(const SelectStmt* select) {
  List* ctes = select->withClause == nullptr ? NIL : select->withClause->ctes;
  for (int i = 0; i < list_length(ctes); i++) {
    if (!IsA(static_cast<CommonTableExpr*>(list_nth(ctes, i))->ctequery, SelectStmt)) {
      return true;
    }
  }
  return false;
}

StatementKind kind_of(Node* node) {
  if (IsA(node, SelectStmt)) {
    SelectStmt* select = reinterpret_cast<SelectStmt*>(node);
    return select->intoClause == nullptr && !has_writing_cte(select) ? StatementKind::select : StatementKind::other;
  }
  if (IsA(node, TransactionStmt)) {
    TransactionStmtKind kind = reinterpret_cast<TransactionStmt*>(node)->kind;
    return kind == TRANS_STMT_BEGIN || kind == TRANS_STMT_START ? StatementKind::begin : StatementKind::transaction;
  }
  return StatementKind::other;
}

} // namespace

Statements read_statements(const std::string& sql, Session session) {
  Statements statements;
  List* trees = NIL;
  try {
    trees = pg::call([&] { return raw_parser(sql.c_str(), RAW_PARSE_DEFAULT); });
  } catch (const core::Error&) {
    if (session == Session::read_only) {
      throw;
    }
    return statements;
  }
  statements.is_parsed = true;
  for (int i = 0; i < list_length(trees); i++) {
    RawStmt* raw = static_cast<RawStmt*>(list_nth(trees, i));
    refuse_unsupported(raw->stmt);
    if (session == Session::read_only) {
      if (!writes_nowhere(raw->stmt)) {
        refuse_read_only(raw->stmt);
      }
      if (IsA(raw->stmt, TransactionStmt)) {
        check_transaction(reinterpret_cast<TransactionStmt*>(raw->stmt));
      }
    }
    size_t start = static_cast<size_t>(Max(raw->stmt_location, 0));
    size_t length = raw->stmt_len > 0 ? static_cast<size_t>(raw->stmt_len) : std::string::npos;
    Statement statement;
    statement.text = sql.substr(start, length);
    statement.offset = core::count_code_points(std::string_view(sql).substr(0, start));
    statement.kind = kind_of(raw->stmt);
    statements.list.push_back(std::move(statement));
  }
  return statements;
}

} // namespace studio::remote
