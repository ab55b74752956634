// The row limit on a SELECT that stands in a transaction with other statements. To cancel it would undo them, and to read what
// nobody wants takes as long as there are rows: so the server is asked for as many as are wanted, by a cursor.
#include <algorithm>

#include "core/utf8.h"
#include "remote/request.h"
#include "remote/server_report.h"

namespace studio::remote {

namespace {

constexpr char declaration[] = "DECLARE studio_row_limit NO SCROLL CURSOR FOR ";

} // namespace

bool RequestRunner::wants_cursor(const Statement& statement) const {
  return row_limit_ > 0 && statement.kind == StatementKind::select && connection_.transaction() == PQTRANS_INTRANS;
}

// Statements that a simple query would run as one transaction, with a SELECT among them.
bool RequestRunner::wants_cursors(const Statements& statements) const {
  auto is_control = [](const Statement& statement) {
    return statement.kind == StatementKind::begin || statement.kind == StatementKind::transaction;
  };
  auto is_select = [](const Statement& statement) { return statement.kind == StatementKind::select; };
  bool is_one_transaction = connection_.transaction() == PQTRANS_INTRANS || statements.list.size() > 1;
  return row_limit_ > 0 && is_one_transaction &&
         std::none_of(statements.list.begin(), statements.list.end(), is_control) &&
         std::any_of(statements.list.begin(), statements.list.end(), is_select);
}

void RequestRunner::run_one_by_one(const Statements& statements) {
  bool is_wrapped = connection_.transaction() == PQTRANS_IDLE;
  may_be_changed_ = true;
  may_stop_ = false;
  if (is_wrapped) {
    begin("BEGIN");
  }
  for (const Statement& statement : statements.list) {
    position_offset_ = static_cast<int>(statement.offset);
    if (wants_cursor(statement)) {
      run_by_cursor(statement);
    } else {
      parameters_.empty() ? send_text(statement.text) : send_bound(statement);
      take_results();
    }
    if (status_ != channel::EndStatus::ok) {
      break;
    }
  }
  if (!is_wrapped || connection_.transaction() == PQTRANS_IDLE) {
    return;
  }
  ResultPtr ended = connection_.run(status_ == channel::EndStatus::ok ? "COMMIT" : "ROLLBACK");
  send_notices();
  if (ended && PQresultStatus(ended.get()) == PGRES_FATAL_ERROR) {
    fail(read_report(ended.get(), "ERROR"));
  }
}

void RequestRunner::run_by_cursor(const Statement& statement) {
  int prefix = static_cast<int>(sizeof declaration - 1);
  position_offset_ = static_cast<int>(statement.offset) - prefix;
  Bound bound = bind(statement);
  ResultPtr declared =
      connection_.run((declaration + bound.text).c_str(), static_cast<int>(bound.values.size()), bound.values.data());
  send_notices();
  if (!declared || PQresultStatus(declared.get()) != PGRES_COMMAND_OK) {
    fail(read_report(declared.get(), "ERROR"));
    return;
  }
  // One row more than is shown tells that there are more.
  std::string fetch = "FETCH FORWARD " + std::to_string(row_limit_ + 1) + " FROM studio_row_limit";
  is_by_cursor_ = true;
  hides_positions_ = true;
  send_text(fetch);
  take_results();
  is_by_cursor_ = false;
  hides_positions_ = false;
  if (connection_.transaction() == PQTRANS_INTRANS) {
    connection_.run("CLOSE studio_row_limit");
  }
}

} // namespace studio::remote
