// rows/select on a remote server: a page of a relation, and the key from which the next page goes on.
#include "core/json_writer.h"
#include "core/sqlstate.h"
#include "pg/guard.h"
#include "remote/request.h"
#include "remote/rows_order.h"
#include "remote/server_report.h"
#include "rows/select.h"

namespace studio::remote {

namespace {

std::string cursor_of(const std::vector<std::optional<std::string>>& keys) {
  core::JsonWriter json;
  json.begin_array().string(rows::cursor_of_keys);
  for (const std::optional<std::string>& key : keys) {
    key ? json.string(*key) : json.null();
  }
  return json.end_array().take();
}

// In the order in which the rows lie: no parallel workers, no scan that joins another in the middle of a table.
constexpr char physical_order[] = "SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0";

} // namespace

// The cursors of the next page, where a row behind the last tells that there is one, and of this one's beginning.
std::string RequestRunner::page_cursors(const rows::Request& wanted, const rows::Select& select) const {
  bool is_counted_off = select.hidden_columns == 0;
  std::string cursors = "null";
  if (was_truncated_ && is_counted_off) {
    core::JsonWriter json;
    json.begin_array().string(rows::cursor_of_offset).string(std::to_string(select.offset + wanted.limit));
    cursors = json.end_array().take();
  } else if (was_truncated_) {
    cursors = cursor_of(last_keys_);
  }
  bool is_beginning = wanted.after_count == 0 && wanted.at < 0;
  return cursors + '\n' + (is_counted_off || is_beginning || first_keys_.empty() ? "null" : cursor_of(first_keys_));
}

void RequestRunner::run_rows_select() {
  bool is_read_only = (request_->header.flags & channel::request_flag::read_only) != 0;
  bool is_inside = connection_.transaction() != PQTRANS_IDLE;
  std::string body(request_->text, request_->header.text_bytes);
  hides_positions_ = true;
  first_keys_.clear();
  rows::Request wanted;
  pg::call([&] { rows::read_request(&wanted, body.c_str()); });
  may_be_changed_ = true;
  RowsOrder order = ask_rows_order(connection_, wanted, types_);
  if (!order.is_there) { // the SELECT is told so
    wanted.filter = nullptr;
    wanted.after_count = 0;
    wanted.is_backward = false;
    wanted.at = -1;
  }
  if (wanted.is_count || ((wanted.is_backward || is_inside) && order.mode == rows::PageMode::physical)) {
    order.mode = rows::PageMode::keys; // sorted, or counted: what the transaction is set to stays as it is
  }
  bool is_physical = order.mode == rows::PageMode::physical;
  rows::Order keys = order.order();
  rows::Select select;
  pg::call([&] { rows::make_select(&select, wanted, keys); });
  bool is_wrapped = !is_inside && (is_read_only || is_physical);
  if (is_wrapped) {
    // A request as another role is read-only and never in a session, so it always has a transaction of its own.
    begin(is_read_only ? "BEGIN READ ONLY" : "BEGIN");
  }
  if (is_inside && is_read_only) {
    make_read_only();
  }
  if (wanted.as_role != nullptr) {
    const char* values[] = {wanted.as_role};
    run_own("SELECT pg_catalog.set_config('role', $1, true)", 1, values);
  }
  if (is_physical) {
    connection_.run(physical_order);
  }
  row_limit_ = wanted.limit;
  hidden_columns_ = select.hidden_columns;
  send_with(select.sql, static_cast<size_t>(select.value_count), select.values);
  bool is_done = take_results();
  if (is_wrapped && connection_.transaction() != PQTRANS_IDLE) {
    connection_.run(is_done ? "COMMIT" : "ROLLBACK");
  }
  if (is_done) {
    frames_.page(page_cursors(wanted, select));
  }
}

} // namespace studio::remote
