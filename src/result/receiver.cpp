#include "result/receiver.h"

#include "pg/version.h"
#include "result/columns_json.h"
#include "result/exact_output.h"
#include "result/settings_json.h"

namespace studio::result {

namespace {

Receiver* receiver_of(DestReceiver* self) { return reinterpret_cast<Receiver*>(self); }

// `result` is written into the page's buffer: it is empty between two results.
void send_columns(Receiver* receiver, TupleDesc columns) {
  Page* page = receiver->options.page;
  Buffer* buffer = &page->buffer;
  int count = receiver->writer.column_count;
  buffer->used = 0;
  if (receiver->options.bare) {
    append_column_names(buffer, columns, count);
  } else {
    append(buffer, "{\"type\":\"result\",\"statement\":");
    append_number(buffer, receiver->options.statement);
    append(buffer, ",\"columns\":");
    append_columns(buffer, columns, count, FetchPortalTargetList(receiver->options.portal), receiver->options.sources);
    if (settings_changed()) {
      append(buffer, ",\"settings\":");
      append_settings(buffer);
    }
    append_char(buffer, '}');
  }
  page->sink->send(page->sink, channel::FrameKind::result, buffer->data, buffer->used, false, 0);
  buffer->used = 0;
}

void startup(DestReceiver* self, int, TupleDesc columns) {
  Receiver* receiver = receiver_of(self);
  Page* page = receiver->options.page;
  page_close(page);
  receiver->row_count = 0;
  receiver->is_truncated = false;
  receiver->has_result = true;
  receiver->writer.column_count = columns->natts - receiver->options.hidden_columns;
  receiver->writer.columns = static_cast<ValueWriter*>(palloc(sizeof(ValueWriter) * Max(columns->natts, 1)));
  for (int i = 0; i < columns->natts; i++) {
    value_writer_init(&receiver->writer.columns[i], TupleDescAttr(columns, i)->atttypid, CurrentMemoryContext);
  }
  receiver->row_context = AllocSetContextCreate(CurrentMemoryContext, "studio row", ALLOCSET_DEFAULT_SIZES);
  page_open(page, receiver->options.statement, receiver->options.bare);
  send_columns(receiver, columns);
}

// Keys must read back as the same value whatever the session's settings are, then and now.
void keep_keys(Receiver* receiver, TupleTableSlot* slot, Buffer* keys) {
  int level = begin_exact_output();
  keys->used = 0;
  for (int i = receiver->writer.column_count; i < slot->tts_tupleDescriptor->natts; i++) {
    append_char(keys, ',');
    if (slot->tts_isnull[i]) {
      append(keys, "null");
    } else {
      append_output_text(keys, &receiver->writer.columns[i], slot->tts_values[i]);
    }
  }
  AtEOXact_GUC(true, level);
}

bool receive(TupleTableSlot* slot, DestReceiver* self) {
  Receiver* receiver = receiver_of(self);
  int64 limit = receiver->options.row_limit;
  if (unlikely(limit > 0 && receiver->row_count == limit)) {
    // Only the arrival of this row tells that there is more than was asked for. False stops the executor; a row count
    // given to PortalRun would do so too, but at the price of every parallel plan.
    receiver->is_truncated = true;
    return false;
  }
  slot_getallattrs(slot);
  MemoryContext previous = MemoryContextSwitchTo(receiver->row_context);
  append_row(page_begin_row(receiver->options.page), &receiver->writer, slot);
  receiver->row_count++;
  if (unlikely(receiver->options.hidden_columns > 0)) {
    if (receiver->row_count == 1) {
      keep_keys(receiver, slot, receiver->options.first_keys);
    }
    if (receiver->row_count == limit) {
      keep_keys(receiver, slot, receiver->options.keys);
    }
  }
  MemoryContextSwitchTo(previous);
  MemoryContextReset(receiver->row_context);
  if (page_end_row(receiver->options.page)) {
    CHECK_FOR_INTERRUPTS();
  }
  return true;
}

void shutdown(DestReceiver* self) { page_close(receiver_of(self)->options.page); }

void destroy(DestReceiver*) {}

} // namespace

void receiver_init(Receiver* receiver, const ReceiverOptions& options) {
  memset(static_cast<void*>(receiver), 0, sizeof *receiver);
  receiver->head.receiveSlot = receive;
  receiver->head.rStartup = startup;
  receiver->head.rShutdown = shutdown;
  receiver->head.rDestroy = destroy;
  // What PostgreSQL looks at to tell a client's destination from its own.
  receiver->head.mydest = DestRemote;
  receiver->options = options;
  receiver->writer.max_cell_bytes = options.max_cell_bytes;
  receiver->writer.max_row_bytes = options.max_row_bytes;
}

} // namespace studio::result
