// The rows of one statement as a file. It runs in a transaction of its own, or behind a savepoint of the session's, so that a file
// that fails leaves nothing behind; the end of the file is sent when the commit is through.
#include <algorithm>

#include "core/sqlstate.h"
#include "remote/file_rows.h"
#include "remote/request.h"
#include "remote/server_report.h"

namespace studio::remote {

namespace {

namespace sqlstate = core::sqlstate;

// As a local runner writes values into a file (result/exact_output.cpp).
constexpr char exact_output[] = "SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres'; "
                                "SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3";
constexpr char present_output[] =
    "SELECT pg_catalog.current_setting('DateStyle'), pg_catalog.current_setting('IntervalStyle'), "
    "pg_catalog.current_setting('bytea_output'), pg_catalog.current_setting('extra_float_digits')";
constexpr char restore_output[] = "SELECT pg_catalog.set_config('DateStyle', $1, true), "
                                  "pg_catalog.set_config('IntervalStyle', $2, true), "
                                  "pg_catalog.set_config('bytea_output', $3, true), "
                                  "pg_catalog.set_config('extra_float_digits', $4, true)";
constexpr int output_settings = 4;

} // namespace

ResultPtr RequestRunner::run_own(const char* sql, int count, const char* const* values) {
  ResultPtr result = count == 0 ? connection_.run(sql) : connection_.run(sql, count, values);
  send_notices();
  ExecStatusType status = result ? PQresultStatus(result.get()) : PGRES_FATAL_ERROR;
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw result ? read_report(result.get(), "ERROR")
                 : core::Error(sqlstate::protocol_violation, "the remote server broke the protocol");
  }
  return result;
}

// What the statement does inside this is kept or taken back by leave_block().
void RequestRunner::enter_block(bool is_read_only) {
  is_block_ours_ = connection_.transaction() == PQTRANS_IDLE;
  if (is_block_ours_) {
    begin(is_read_only ? "BEGIN READ ONLY" : "BEGIN");
    return;
  }
  run_own("SAVEPOINT studio_request");
  if (is_read_only) {
    run_own("SET LOCAL transaction_read_only = on"); // until the savepoint goes
  }
}

void RequestRunner::leave_block(bool is_kept) {
  if (!connection_.is_up() || connection_.transaction() == PQTRANS_IDLE) {
    return;
  }
  if (is_block_ours_) {
    run_own(is_kept ? "COMMIT" : "ROLLBACK");
  } else {
    run_own(is_kept ? "RELEASE SAVEPOINT studio_request"
                    : "ROLLBACK TO SAVEPOINT studio_request; RELEASE SAVEPOINT studio_request");
  }
}

// In the session's transaction the settings come back with the savepoint, unless that is kept.
void RequestRunner::restore_output_settings(const PGresult* before) {
  const char* values[output_settings];
  for (int i = 0; i < output_settings; i++) {
    values[i] = PQgetvalue(before, 0, i);
  }
  run_own(restore_output, output_settings, values);
}

void RequestRunner::check_one_statement(const Statements& statements, const char* what) const {
  if (statements.is_parsed && statements.list.size() != 1) {
    throw core::Error(sqlstate::syntax_error, std::string(what) + " must be one statement");
  }
}

void RequestRunner::run_file() {
  const channel::RequestHeader& header = request_->header;
  if (header.parameter_count == 0) {
    throw core::Error(sqlstate::protocol_violation, "malformed export request");
  }
  FileRows file(frames_, request_->parameters[0], static_cast<size_t>(std::max(request_->lengths[0], 0)),
                header.row_limit);
  bool is_read_only = (header.flags & channel::request_flag::read_only) != 0;
  std::string sql(request_->text, header.text_bytes);
  take_parameters(sql, 1);
  Statements statements = read_statements(sql, is_read_only ? Session::read_only : Session::read_write);
  check_one_statement(statements, "what is exported");
  // The extended protocol takes one statement, whatever our parser made of the text.
  Statement statement = statements.is_parsed ? statements.list[0] : Statement{sql, 0, StatementKind::other};
  position_offset_ = static_cast<int>(statement.offset);
  may_be_changed_ = true;
  enter_block(is_read_only);
  ResultPtr before;
  if (!is_block_ours_ && !is_read_only) {
    before = run_own(present_output);
  }
  run_own(exact_output);
  file_ = &file;
  file_error_.reset();
  row_limit_ = file.wanted_rows();
  // Whoever wants no more rows may cancel what only reads: it is taken back anyway.
  may_stop_ = statement.kind == StatementKind::select && (is_block_ours_ || is_read_only);
  send_bound(statement);
  bool is_done = take_results();
  file_ = nullptr;
  finish_file(file, is_done, before.get());
}

void RequestRunner::finish_file(FileRows& file, bool is_done, const PGresult* before) {
  if (is_done && file_error_) {
    is_done = fail(*file_error_);
  }
  bool has_settings = before != nullptr && PQntuples(before) == 1 && PQnfields(before) == output_settings;
  if (is_done && has_settings) {
    restore_output_settings(before);
  }
  bool is_inside_read_only = !is_block_ours_ && before == nullptr;
  leave_block(is_done && !is_stopped_ && !is_inside_read_only);
  if (is_done) {
    file.finish();
  }
}

// Called for each row by take_row(). What comes behind the last one that is wanted is read and dropped, or cancelled.
void RequestRunner::take_file_row(const PGresult* result) {
  if (is_truncated_ || file_error_) {
    return;
  }
  try {
    is_truncated_ = !file_->add(result);
    row_count_ += is_truncated_ ? 0 : 1;
  } catch (const core::Error& error) {
    file_error_ = error;
  }
  if ((is_truncated_ && may_stop_) || file_error_) {
    is_stopped_ = true;
    connection_.cancel();
  }
}

void RequestRunner::begin_file(const PGresult* result) {
  try {
    file_->begin(result);
  } catch (const core::Error& error) {
    file_error_ = error;
  }
}

// False where the statement made no file, and is not complete.
bool RequestRunner::end_file(std::string_view tag) {
  bool gives_none = !has_result_ || tag.starts_with("CALL");
  if (!file_error_ && gives_none) {
    file_error_ =
        core::Error(sqlstate::feature_not_supported, std::string(tag) + " gives no rows that could be exported")
            .with_hint("Export a query, or a statement with RETURNING.");
  }
  if (!file_error_) {
    file_->end();
  }
  return !file_error_;
}

} // namespace studio::remote
