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

// In the order in which the rows lie: no parallel workers, no scan that joins another in the middle of a table.
constexpr char physical_order[] = "SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0";

} // namespace

// A row behind the page's last tells that there is a next one.
std::string RequestRunner::next_page(const rows::Request& wanted, const rows::Select& select,
                                     rows::PageMode mode) const {
  core::JsonWriter json;
  json.begin_array();
  if (mode == rows::PageMode::offset) {
    json.string(rows::cursor_of_offset).string(std::to_string(select.offset + wanted.limit));
    return json.end_array().take();
  }
  json.string(rows::cursor_of_keys);
  for (const std::optional<std::string>& key : last_keys_) {
    key ? json.string(*key) : json.null();
  }
  return json.end_array().take();
}

void RequestRunner::run_rows_select() {
  bool is_read_only = (request_->header.flags & channel::request_flag::read_only) != 0;
  bool is_inside = connection_.transaction() != PQTRANS_IDLE;
  std::string body(request_->text, request_->header.text_bytes);
  hides_positions_ = true;
  rows::Request wanted;
  pg::call([&] { rows::read_request(&wanted, body.c_str()); });
  may_be_changed_ = true;
  RowsOrder order = ask_rows_order(connection_, wanted, types_);
  if (wanted.filter_columns.count > 0 && wanted.filter_columns.items[0].quoted == nullptr) {
    wanted.filter = nullptr; // there is no such relation: the SELECT is told so
  }
  if (wanted.is_count || (is_inside && order.mode == rows::PageMode::physical)) {
    order.mode = rows::PageMode::keys; // sorted, or counted: what the transaction is set to stays as it is
  }
  bool is_physical = order.mode == rows::PageMode::physical;
  rows::Order keys = order.order();
  rows::Select select;
  pg::call([&] { rows::make_select(&select, wanted, keys); });
  bool is_wrapped = !is_inside && (is_read_only || is_physical);
  if (is_wrapped) {
    begin(is_read_only ? "BEGIN READ ONLY" : "BEGIN");
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
    frames_.page(was_truncated_ ? next_page(wanted, select, order.mode) : "null");
  }
}

} // namespace studio::remote
