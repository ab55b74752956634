#include "remote/request.h"

#include <cstring>

#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "remote/analyze.h"
#include "remote/connect_error.h"
#include "remote/interrupts.h"
#include "remote/server_report.h"

namespace studio::remote {

using channel::EndStatus;
using channel::TransactionState;

namespace {

namespace sqlstate = core::sqlstate;

TransactionState state_of(PGTransactionStatusType status) {
  switch (status) {
  case PQTRANS_INTRANS:
  case PQTRANS_ACTIVE:
    return TransactionState::in_transaction;
  case PQTRANS_INERROR:
    return TransactionState::failed;
  default:
    return TransactionState::idle;
  }
}

} // namespace

RequestRunner::RequestRunner(Connection& connection, Frames& frames, bool is_transaction_pooling)
    : connection_(connection), frames_(frames), is_transaction_pooling_(is_transaction_pooling) {
  PQsetNoticeReceiver(connection_.raw(), receive_notice, this);
}

void RequestRunner::serve(const channel::Request& request) {
  request_ = &request;
  status_ = EndStatus::ok;
  notice_count_ = 0;
  frames_.serve(&request.header);
  bool is_query = request.header.kind != channel::RequestKind::end_session;
  try {
    arm(request.header.sequence, request.header.timeout_ms > 0 ? now_ms() + request.header.timeout_ms : 0);
    if (request.header.kind == channel::RequestKind::analyze) {
      run_analyze();
    } else if (is_query) {
      prepare();
      frames_.begin(settings());
      run_query();
    }
  } catch (const core::Error& error) {
    fail(error);
  } catch (const std::bad_alloc&) {
    fail(core::Error(sqlstate::out_of_memory, "out of memory").with_detail("A row of the remote server is too large."));
    connection_.close();
  }
  disarm();
  try {
    leave_clean();
  } catch (const core::Error&) {
    connection_.close();
  }
  tell_late_cancel();
  TransactionState state = connection_.is_up() ? state_of(connection_.transaction()) : TransactionState::idle;
  frames_.end(status_, state, may_be_changed_);
  frames_.serve(nullptr);
}

// As a local runner does (runner/main.cpp).
void RequestRunner::tell_late_cancel() {
  bool is_done = status_ == EndStatus::ok && request_->header.kind == channel::RequestKind::query && !frames_.is_bare();
  if (is_done && was_cancelled(request_->header.sequence)) {
    core::Error notice(sqlstate::cancelled_too_late, "the cancel request came too late");
    notice.severity = "NOTICE";
    notice.with_hint("The statements had been done, and what they did stands.");
    frames_.notice(notice);
  }
}

// What each request tells the server first: who it is. Not inside a transaction: a ROLLBACK would take it back.
void RequestRunner::prepare() {
  if (connection_.transaction() != PQTRANS_IDLE) {
    return;
  }
  types_.refresh(connection_);
  std::string sql = std::string("SET application_name = 'studio ") + request_->header.request_id + "'";
  if (!is_transaction_pooling_ && request_->header.timeout_ms > 0) {
    // Somewhat later than our own clock, which cancels with a reason: this is for a cancel that does not get through.
    sql += "; SET statement_timeout = " + std::to_string(request_->header.timeout_ms + 1000);
    may_be_changed_ = true;
  }
  connection_.run(sql.c_str());
  if (hidden_settings_[0].empty()) {
    ResultPtr result = connection_.run("SELECT pg_catalog.current_setting('bytea_output'), "
                                       "pg_catalog.current_setting('extra_float_digits')");
    for (int i = 0; i < 2 && result && PQresultStatus(result.get()) == PGRES_TUPLES_OK &&
                    PQnfields(result.get()) == 2 && PQntuples(result.get()) == 1;
         i++) {
      hidden_settings_[i] = bounded_text(PQgetvalue(result.get(), 0, i), 64);
    }
  }
}

std::string RequestRunner::settings() {
  core::JsonWriter json;
  json.begin_object();
  for (const char* name : {"DateStyle", "TimeZone", "IntervalStyle"}) {
    json.key(name).string(bounded_text(PQparameterStatus(connection_.raw(), name), 256));
  }
  json.key("bytea_output").string(hidden_settings_[0]).key("extra_float_digits").string(hidden_settings_[1]);
  return json.end_object().take();
}

void RequestRunner::check_text() const {
  if (memchr(request_->text, '\0', request_->header.text_bytes) != nullptr) {
    throw core::Error(sqlstate::character_not_in_repertoire, "invalid byte sequence for encoding \"UTF8\": 0x00");
  }
}

// Nothing of this text goes to the other server.
void RequestRunner::run_analyze() {
  check_text();
  frames_.begin(settings());
  frames_.answer(analyze_text(std::string(request_->text, request_->header.text_bytes)));
}

void RequestRunner::run_query() {
  check_text();
  const channel::RequestHeader& header = request_->header;
  row_limit_ = header.row_limit;
  hidden_columns_ = 0;
  may_stop_ = false;
  must_change_one_ = false;
  hides_positions_ = false;
  is_by_cursor_ = false;
  position_offset_ = 0;
  parameters_.clear();
  named_ = {};
  is_script_ = false;
  file_ = nullptr;
  switch (header.kind) {
  case channel::RequestKind::rows_select:
    run_rows_select();
    return;
  case channel::RequestKind::rows_change:
    run_rows_change();
    return;
  case channel::RequestKind::explain:
    run_explain();
    return;
  case channel::RequestKind::effect:
    run_effect();
    return;
  case channel::RequestKind::import_part:
    run_import();
    return;
  case channel::RequestKind::file:
    run_file();
    return;
  default:
    break;
  }
  // Whatever else there may be: no text is run that was not sent to be run.
  if (header.kind != channel::RequestKind::query) {
    throw core::Error(sqlstate::protocol_violation, "a remote runner does not serve requests of this kind");
  }
  std::string sql(request_->text, header.text_bytes);
  take_parameters(sql);
  bool is_read_only = (header.flags & channel::request_flag::read_only) != 0;
  Statements statements = read_statements(sql, is_read_only ? Session::read_only : Session::read_write);
  is_script_ = statements.list.size() > 1;
  check_script(sql, statements);
  if (is_read_only) {
    run_read_only(statements);
    return;
  }
  if (wants_cursors(statements) || (is_script_ && !parameters_.empty())) {
    run_one_by_one(statements);
    return;
  }
  may_stop_ = statements.list.size() == 1 && statements.list[0].kind == StatementKind::select &&
              connection_.transaction() == PQTRANS_IDLE;
  may_be_changed_ = true;
  parameters_.empty() ? send_text(sql) : send_with(sql.c_str(), parameters_.size(), parameters_.data());
  take_results();
}

// Each in a transaction of its own that the server knows as read-only, and by the extended protocol, which takes one statement.
void RequestRunner::run_read_only(const Statements& statements) {
  for (const Statement& statement : statements.list) {
    position_offset_ = static_cast<int>(statement.offset);
    may_stop_ = statement.kind == StatementKind::select && connection_.transaction() == PQTRANS_IDLE;
    may_be_changed_ = true;
    bool is_inside = connection_.transaction() != PQTRANS_IDLE;
    make_read_only();
    if (statement.kind == StatementKind::begin && !is_inside) {
      send_with("BEGIN READ ONLY", 0, nullptr);
      take_results();
    } else if (wants_cursor(statement)) {
      run_by_cursor(statement);
    } else if (is_inside || statement.kind == StatementKind::transaction) {
      send_bound(statement);
      take_results();
    } else {
      run_wrapped(statement);
    }
    if (status_ != EndStatus::ok) {
      return;
    }
  }
}

// The session's transaction may have been begun by a request that was allowed to write. Each time: what stands behind a
// savepoint comes back with it.
void RequestRunner::make_read_only() {
  if (connection_.transaction() == PQTRANS_INTRANS) {
    run_own("SET LOCAL transaction_read_only = on");
  }
}

void RequestRunner::run_wrapped(const Statement& statement) {
  begin("BEGIN READ ONLY");
  send_bound(statement);
  bool is_done = take_results();
  if (connection_.transaction() != PQTRANS_IDLE) {
    connection_.run(is_done && !is_stopped_ ? "COMMIT" : "ROLLBACK");
  }
}

void RequestRunner::begin(const char* sql) {
  ResultPtr begun = connection_.run(sql);
  if (!begun || PQresultStatus(begun.get()) != PGRES_COMMAND_OK || connection_.transaction() != PQTRANS_INTRANS) {
    throw core::Error(sqlstate::read_only_sql_transaction, "the remote server did not begin a transaction")
        .with_detail(std::string("It was told: ") + sql + ".");
  }
}

void RequestRunner::send_text(const std::string& sql) {
  if (PQsendQuery(connection_.raw(), sql.c_str()) == 0) {
    connection_.fail_lost();
  }
  PQsetSingleRowMode(connection_.raw());
}

void RequestRunner::send_with(const char* sql, size_t count, const char* const* values) {
  if (PQsendQueryParams(connection_.raw(), sql, static_cast<int>(count), nullptr, values, nullptr, nullptr, 0) == 0) {
    throw core::Error(sqlstate::protocol_violation, first_line(PQerrorMessage(connection_.raw())));
  }
  PQsetSingleRowMode(connection_.raw());
}

// All results of what was sent; false where one of them was an error.
bool RequestRunner::take_results() {
  bool is_well = true;
  has_result_ = false;
  is_stopped_ = false;
  refused_copy_ = false;
  statement_started_ms_ = now_ms();
  while (ResultPtr result = connection_.next()) {
    send_notices();
    is_well = take_result(result.get()) && is_well;
    result.reset();
    if (!connection_.is_up()) {
      return false;
    }
  }
  send_notices();
  return is_well;
}

bool RequestRunner::take_result(PGresult* result) {
  switch (PQresultStatus(result)) {
  case PGRES_SINGLE_TUPLE:
    begin_result(result);
    take_row(result);
    return true;
  case PGRES_TUPLES_OK:
    begin_result(result);
    finish_statement(result);
    return true;
  case PGRES_COMMAND_OK:
    finish_statement(result);
    return true;
  case PGRES_EMPTY_QUERY:
    return true;
  case PGRES_COPY_OUT:
    take_copy(result);
    return true;
  case PGRES_COPY_IN:
    refused_copy_ = true;
    PQputCopyEnd(connection_.raw(), "COPY FROM STDIN is not supported here");
    return true;
  case PGRES_FATAL_ERROR: {
    core::Error error = read_report(result, "ERROR");
    if (is_stopped_ && error.code == sqlstate::query_canceled) {
      finish_statement(result);
      return true;
    }
    return fail(error);
  }
  default:
    connection_.close();
    return fail(core::Error(sqlstate::protocol_violation, "the remote server broke the protocol"));
  }
}

void RequestRunner::begin_result(const PGresult* result) {
  if (has_result_) {
    return;
  }
  has_result_ = true;
  row_count_ = 0;
  is_truncated_ = false;
  file_ != nullptr ? begin_file(result) : frames_.result(columns(result));
}

// Of which mention of a table a column is the server does not tell; of rows of one relation there is but one.
std::string RequestRunner::columns(const PGresult* result) {
  channel::RequestKind kind = request_->header.kind;
  bool is_of_one_relation = kind == channel::RequestKind::rows_select || kind == channel::RequestKind::rows_change;
  core::JsonWriter json;
  json.begin_array();
  for (int i = 0; i < PQnfields(result) - hidden_columns_; i++) {
    std::string name = bounded_text(PQfname(result, i), 1024);
    if (frames_.is_bare()) {
      json.string(name);
      continue;
    }
    json.begin_object().key("name").string(name).key("type").string(types_.name(PQftype(result, i)));
    json.key("type_oid").integer(PQftype(result, i)).key("typmod").integer(PQfmod(result, i));
    json.key("table_oid").integer(PQftable(result, i)).key("column_number").integer(PQftablecol(result, i));
    if (is_of_one_relation) {
      json.key("source").integer(PQftable(result, i) != InvalidOid ? 1 : 0);
    }
    json.end_object();
  }
  return json.end_array().take();
}

} // namespace studio::remote
