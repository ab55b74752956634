#include "runner/rows_select.h"

#include "rows/select.h"
#include "runner/assume_role.h"
#include "runner/frames.h"
#include "runner/rows_order.h"
#include "runner/statements.h"
#include "runner/transaction.h"

namespace studio::runner {

namespace {

result::Buffer keys;       // of the last row sent, allocated once
result::Buffer first_keys; // of the first

void append_keys(result::Buffer* buffer, const result::Buffer& row) {
  append(buffer, "[\"");
  append(buffer, rows::cursor_of_keys);
  append_char(buffer, '"');
  append_bytes(buffer, row.data, row.used);
  append_char(buffer, ']');
}

// The cursors of the next page and of this one's beginning, a line each: a JSON array of texts, or null.
void send_page(const rows::Request& request, const rows::Select& statement, bool has_next) {
  result::Buffer* buffer = frame_buffer();
  bool is_counted_off = statement.hidden_columns == 0;
  if (!has_next) {
    append(buffer, "null");
  } else if (is_counted_off) {
    append(buffer, "[\"");
    append(buffer, rows::cursor_of_offset);
    append(buffer, "\",\"");
    append_number(buffer, statement.offset + request.limit);
    append(buffer, "\"]");
  } else {
    append_keys(buffer, keys);
  }
  append_char(buffer, '\n');
  bool is_beginning = request.after_count == 0 && request.at < 0;
  if (is_counted_off || is_beginning || first_keys.used == 0) {
    append(buffer, "null");
  } else {
    append_keys(buffer, first_keys);
  }
  send_frame(channel::FrameKind::page, buffer->data, buffer->used, false);
}

// The rows are sent; what is left is the commit.
void back_to_own_role(uint64 /* row_count */) { leave_role(); }

} // namespace

void run_rows_select() {
  constexpr size_t usual_keys_bytes = 1024;
  if (keys.data == nullptr) {
    result::buffer_init(&keys, usual_keys_bytes);
    result::buffer_init(&first_keys, usual_keys_bytes);
  }
  first_keys.used = 0;
  session.hide_positions = true;
  transaction_check(nullptr);
  command_start();
  MemoryContextSwitchTo(session.message_context);
  rows::Request request;
  rows::read_request(&request, server_text(session.request.text, session.request.header.text_bytes));
  if (request.as_role != nullptr) {
    assume_role(request.as_role);
  }
  rows::Order order;
  rows_order_find(&order, request);
  rows::Select statement;
  rows::make_select(&statement, request, order);
  Parameters parameters = {statement.value_count, statement.values, nullptr, false};

  Text text;
  memset(static_cast<void*>(&text), 0, sizeof text);
  text.sql = statement.sql;
  text.parameters = parameters.count > 0 ? &parameters : nullptr;
  text.row_limit = request.limit;
  text.hidden_columns = statement.hidden_columns;
  text.keys = &keys;
  text.first_keys = &first_keys;
  text.physical_order = order.mode == rows::PageMode::physical && !request.is_count && !request.is_backward;
  if (request.as_role != nullptr) {
    text.check = back_to_own_role;
  }
  run_text(&text);
  send_page(request, statement, text.is_truncated);
}

} // namespace studio::runner
