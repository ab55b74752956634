// Rows, COPY, completions, errors and notices of a request, one at a time as they come.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "core/sqlstate.h"
#include "remote/interrupts.h"
#include "remote/request.h"
#include "remote/server_report.h"
#include "remote/value_json.h"

namespace studio::remote {

using channel::CancelReason;
using channel::EndStatus;

namespace {

namespace sqlstate = core::sqlstate;

constexpr size_t late_cell_bytes = 256;
constexpr size_t copy_chunk_bytes = 48 * 1024;
constexpr int64 cleaning_limit_ms = 5000;
constexpr int notice_limit = 1000; // of one request; a server may send them without end

// The reason that the gateway gave, in the words of a local runner (runner/messages.cpp).
void reword(core::Error& error, CancelReason reason) {
  switch (reason) {
  case CancelReason::timeout:
    error.message = "canceling statement due to statement timeout";
    break;
  case CancelReason::client_stalled:
    error.code = sqlstate::client_stalled;
    error.message = "canceling statement because the client reads no further";
    break;
  case CancelReason::access_revoked:
    error.code = sqlstate::insufficient_privilege;
    error.message = "canceling statement because access to the connection was revoked";
    break;
  case CancelReason::shutdown:
    error.code = sqlstate::admin_shutdown;
    error.message = "canceling statement because studio is shutting down";
    break;
  default:
    break;
  }
}

// The tag tells what was completed on the server, whatever text led to it. As log_statement = 'ddl' counts. A SELECT that
// gives no rows to the client has made a table or a materialized view of them.
bool changes_schema(std::string_view tag, ExecStatusType status) {
  if (tag.starts_with("SELECT")) {
    return status == PGRES_COMMAND_OK;
  }
  for (std::string_view word : {"CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "SECURITY LABEL", "REASSIGN",
                                "IMPORT FOREIGN SCHEMA", "CLUSTER", "REFRESH MATERIALIZED VIEW"}) {
    if (tag.starts_with(word)) {
      return true;
    }
  }
  return false;
}

EndStatus status_after(const core::Error& error) {
  switch (cancel_reason()) {
  case CancelReason::none:
    return EndStatus::failed;
  case CancelReason::timeout:
    return error.code == sqlstate::query_canceled ? EndStatus::timeout : EndStatus::failed;
  default:
    return error.code == sqlstate::query_canceled || error.code == sqlstate::connection_failure ? EndStatus::cancelled
                                                                                                : EndStatus::failed;
  }
}

} // namespace

void RequestRunner::take_row(const PGresult* result) {
  if (file_ != nullptr) {
    take_file_row(result);
    return;
  }
  const channel::RequestHeader& header = request_->header;
  if (row_limit_ > 0 && row_count_ >= row_limit_) {
    // Only this row tells that there are more than was asked for.
    if (!is_truncated_ && may_stop_) {
      is_stopped_ = true;
      connection_.cancel();
    }
    is_truncated_ = true;
    return;
  }
  row_.assign("[");
  for (int i = 0; i < PQnfields(result) - hidden_columns_; i++) {
    row_.append(i > 0 ? "," : "");
    if (PQgetisnull(result, 0, i) != 0) {
      row_.append("null");
      continue;
    }
    bool is_large = row_.size() > static_cast<size_t>(header.max_row_bytes);
    size_t limit = static_cast<size_t>(header.max_cell_bytes);
    std::string_view text(PQgetvalue(result, 0, i), static_cast<size_t>(PQgetlength(result, 0, i)));
    append_value(row_, PQftype(result, i), text, is_large ? std::min(late_cell_bytes, limit) : limit);
  }
  row_.push_back(']');
  row_count_++;
  if (hidden_columns_ > 0 && row_count_ == 1) {
    first_keys_ = keys_of(result);
  }
  if (hidden_columns_ > 0 && row_count_ == row_limit_) {
    last_keys_ = keys_of(result);
  }
  frames_.row(row_);
}

std::vector<std::optional<std::string>> RequestRunner::keys_of(const PGresult* result) const {
  std::vector<std::optional<std::string>> keys;
  for (int i = PQnfields(result) - hidden_columns_; i < PQnfields(result); i++) {
    bool is_null = PQgetisnull(result, 0, i) != 0;
    keys.push_back(is_null ? std::nullopt : std::optional<std::string>(PQgetvalue(result, 0, i)));
  }
  return keys;
}

void RequestRunner::take_copy(const PGresult* result) {
  bool is_binary = PQbinaryTuples(result) != 0;
  std::string chunk;
  std::string data;
  while (connection_.next_copy_data(data)) {
    if (!chunk.empty() && chunk.size() + data.size() > copy_chunk_bytes) {
      frames_.copy(chunk, is_binary);
      chunk.clear();
    }
    chunk.append(data);
  }
  if (!chunk.empty()) {
    frames_.copy(chunk, is_binary);
  }
}

void RequestRunner::finish_statement(const PGresult* result) {
  Frames::Completion completion;
  completion.tag = bounded_text(PQcmdStatus(const_cast<PGresult*>(result)), 64);
  std::string counted = bounded_text(PQcmdTuples(const_cast<PGresult*>(result)), 20);
  completion.counts = !counted.empty() || is_stopped_;
  completion.row_count = std::strtoll(counted.c_str(), nullptr, 10);
  completion.is_truncated = has_result_ && is_truncated_;
  changed_rows_ = completion.row_count;
  if (must_change_one_ && changed_rows_ != 1) {
    return;
  }
  if (is_by_cursor_ || (completion.is_truncated && (is_stopped_ || completion.tag.starts_with("SELECT")))) {
    completion.tag = "SELECT " + std::to_string(row_count_);
    completion.row_count = row_count_;
  }
  completion.changes_schema = changes_schema(completion.tag, PQresultStatus(result));
  completion.duration_ms = static_cast<double>(now_ms() - statement_started_ms_);
  if (file_ != nullptr && !end_file(completion.tag)) {
    return;
  }
  frames_.complete(completion);
  frames_.statement++;
  has_result_ = false;
  was_truncated_ = is_truncated_;
  is_truncated_ = false;
  statement_started_ms_ = now_ms();
}

// Tells the client; false, for the caller to hand on.
bool RequestRunner::fail(core::Error error) {
  status_ = status_after(error);
  if (refused_copy_ && error.code == sqlstate::query_canceled) {
    error = core::Error(sqlstate::feature_not_supported, "COPY FROM STDIN is not supported here");
    status_ = EndStatus::failed;
  }
  if (error.code == sqlstate::query_canceled) {
    reword(error, cancel_reason());
  }
  place(error);
  frames_.error(error);
  return false;
}

// From a place in what the server was sent to one in the request's text.
void RequestRunner::place(core::Error& error) const {
  if (hides_positions_) {
    error.position = 0;
  } else if (error.position > 0) {
    error.position += position_offset_;
    if (named_.edit_count > 0) {
      error.position = syntax::original_character(named_, error.position - 1) + 1;
    }
  }
}

// libpq calls this in the middle of reading; nothing may be thrown through it.
void RequestRunner::receive_notice(void* self, const PGresult* result) {
  RequestRunner* runner = static_cast<RequestRunner*>(self);
  if (runner->request_ == nullptr || runner->notice_count_ >= notice_limit) {
    return;
  }
  try {
    runner->notice_count_++;
    runner->notices_.push_back(read_report(result, "NOTICE"));
  } catch (const std::bad_alloc&) {
    runner->notice_count_ = notice_limit;
  }
}

void RequestRunner::send_notices() {
  std::vector<core::Error> notices = std::exchange(notices_, {});
  for (const core::Error& notice : notices) {
    frames_.notice(notice);
  }
  if (!notices.empty() && notice_count_ == notice_limit) {
    notice_count_++;
    core::Error last("01000", "further notices of this request are not shown");
    last.severity = "WARNING";
    frames_.notice(last);
  }
}

// An unnamed request leaves a session as the next one may find it.
void RequestRunner::leave_clean() {
  bool is_named = (request_->header.flags & channel::request_flag::named_session) != 0 &&
                  request_->header.kind != channel::RequestKind::end_session;
  if (is_named || !connection_.is_up()) {
    return;
  }
  arm_time(now_ms() + cleaning_limit_ms);
  if (connection_.transaction() != PQTRANS_IDLE) {
    connection_.run("ROLLBACK");
    core::Error notice(sqlstate::session_reset, "the open transaction was rolled back");
    notice.severity = "NOTICE";
    notice.with_hint("Name a session to keep a transaction open over several requests.");
    if (request_->header.kind != channel::RequestKind::end_session) {
      frames_.notice(notice);
    }
  }
  if (may_be_changed_ && !is_transaction_pooling_) {
    ResultPtr result = connection_.run("DISCARD ALL");
    if (!result || PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
      connection_.close();
    }
    may_be_changed_ = false;
    hidden_settings_[0].clear();
  }
  disarm();
}

} // namespace studio::remote
