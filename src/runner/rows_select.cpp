#include "runner/rows_select.h"

#include "rows/select.h"
#include "runner/frames.h"
#include "runner/rows_order.h"
#include "runner/statements.h"
#include "runner/transaction.h"

namespace studio::runner {

namespace {

result::Buffer keys; // of the last row sent, allocated once

// The cursor of the next page: a JSON array of texts.
void send_next_page(const rows::Request& request, const rows::Order& order, const rows::Select& statement) {
  result::Buffer* buffer = frame_buffer();
  append(buffer, "[\"");
  if (order.mode == rows::PageMode::offset) {
    append(buffer, rows::cursor_of_offset);
    append(buffer, "\",\"");
    append_number(buffer, statement.offset + request.limit);
    append(buffer, "\"]");
  } else {
    append(buffer, rows::cursor_of_keys);
    append_char(buffer, '"');
    append_bytes(buffer, keys.data, keys.used);
    append_char(buffer, ']');
  }
  send_frame(channel::FrameKind::page, buffer->data, buffer->used, false);
}

} // namespace

void run_rows_select() {
  constexpr size_t usual_keys_bytes = 1024;
  if (keys.data == nullptr) {
    result::buffer_init(&keys, usual_keys_bytes);
  }
  session.hide_positions = true;
  transaction_check(nullptr);
  command_start();
  MemoryContextSwitchTo(session.message_context);
  rows::Request request;
  rows::read_request(&request, server_text(session.request.text, session.request.header.text_bytes));
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
  text.physical_order = order.mode == rows::PageMode::physical && !request.is_count;
  run_text(&text);
  if (text.is_truncated) {
    send_next_page(request, order, statement);
  } else {
    send_frame(channel::FrameKind::page, "null", strlen("null"), false);
  }
}

} // namespace studio::runner
