#include "runner/rows_select.h"

#include "runner/frames.h"
#include "runner/rows_sql.h"
#include "runner/statements.h"
#include "runner/transaction.h"

namespace studio::runner {

namespace {

result::Buffer keys; // of the last row sent, allocated once

// The cursor of the next page: a JSON array of texts.
void send_next_page(const RowsRequest& request, const RowsOrder& order, const RowsStatement& statement) {
  result::Buffer* buffer = frame_buffer();
  append(buffer, "[\"");
  if (order.mode == PageMode::offset) {
    append(buffer, cursor_of_offset);
    append(buffer, "\",\"");
    append_number(buffer, statement.offset + request.limit);
    append(buffer, "\"]");
  } else {
    append(buffer, cursor_of_keys);
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
  RowsRequest request;
  rows_request_parse(&request, server_text(session.request.text, session.request.header.text_bytes));
  RowsOrder order;
  rows_order_find(&order, request);
  RowsStatement statement;
  rows_statement_build(&statement, request, order);

  Text text;
  memset(static_cast<void*>(&text), 0, sizeof text);
  text.sql = statement.sql;
  text.parameters = statement.parameters.count > 0 ? &statement.parameters : nullptr;
  text.row_limit = request.limit;
  text.hidden_columns = statement.hidden_columns;
  text.keys = &keys;
  text.physical_order = order.mode == PageMode::physical;
  run_text(&text);
  if (text.is_truncated) {
    send_next_page(request, order, statement);
  } else {
    send_frame(channel::FrameKind::page, "null", strlen("null"), false);
  }
}

} // namespace studio::runner
