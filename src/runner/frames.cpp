#include "runner/frames.h"

#include "channel/words.h"
#include "result/escape.h"
#include "result/settings_json.h"

extern "C" {
#include "access/xact.h"
}

namespace studio::runner {

using channel::EndStatus;
using channel::FrameKind;
using channel::TransactionState;
using result::Buffer;

namespace {

constexpr size_t first_frame_bytes = 16 * 1024;
constexpr size_t kept_frame_bytes = 256 * 1024; // COPY fills messages of about 64 KiB

Buffer frame;
channel::Sink sink;
int64 flushed_at_ms = 0;

TransactionState transaction_state() {
  if (!IsTransactionOrTransactionBlock()) {
    return TransactionState::idle;
  }
  return IsAbortedTransactionBlockState() ? TransactionState::failed : TransactionState::in_transaction;
}

void put(channel::FrameHeader header, const char* payload, size_t bytes, bool flush) {
  channel::runner_send(&session.end, header, payload, bytes, flush);
  if (flush) {
    flushed_at_ms = result::coarse_milliseconds();
  }
}

channel::FrameHeader header_of(FrameKind kind) {
  channel::FrameHeader header;
  memset(&header, 0, sizeof header);
  header.kind = kind;
  bool is_of_request = session.phase == Phase::running || session.phase == Phase::finishing;
  header.sequence = is_of_request ? session.request.header.sequence : 0;
  return header;
}

void sink_send(channel::Sink*, FrameKind kind, const char* payload, size_t bytes, bool flush, int64_t row_count) {
  channel::FrameHeader header = header_of(kind);
  header.row_count = row_count;
  put(header, payload, bytes, flush);
}

} // namespace

void frames_init() {
  result::buffer_init(&frame, first_frame_bytes);
  sink.send = sink_send;
  result::page_init(&session.page, &sink);
}

Buffer* frame_buffer() {
  result::buffer_reset(&frame, kept_frame_bytes);
  return &frame;
}

void send_frame(FrameKind kind, const char* payload, size_t bytes, bool flush, const char* sqlstate) {
  channel::FrameHeader header = header_of(kind);
  if (sqlstate != nullptr) {
    strlcpy(header.sqlstate, sqlstate, sizeof header.sqlstate);
  }
  put(header, payload, bytes, flush);
}

void send_frame_in_time(FrameKind kind, const char* payload, size_t bytes) {
  send_frame(kind, payload, bytes, result::coarse_milliseconds() - flushed_at_ms >= result::page_wait_ms);
}

void send_file(const char* bytes, size_t count, int64 rows, bool flush) {
  channel::FrameHeader header = header_of(FrameKind::file);
  header.row_count = rows;
  put(header, bytes, count, flush);
}

void send_ready() { put(header_of(FrameKind::ready), nullptr, 0, true); }

void send_begin() {
  const channel::RequestHeader& request = session.request.header;
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"begin\",\"query_id\":\"");
  append_text(buffer, request.request_id);
  append(buffer, "\",\"session_state\":");
  if (!is_named()) {
    append(buffer, "null");
  } else if ((request.flags & channel::request_flag::new_session) != 0) {
    append(buffer, "\"new\"");
  } else {
    append(buffer, "\"kept\"");
  }
  append(buffer, ",\"settings\":");
  result::append_settings(buffer);
  append_char(buffer, '}');
  bool flush = (request.flags & channel::request_flag::flush_begin) != 0;
  send_frame(FrameKind::begin, buffer->data, buffer->used, flush);
}

void send_complete(const Completion& completion) {
  CommandTag tag = completion.query->commandTag;
  bool counts = command_tag_display_rowcount(tag);
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"complete\",\"statement\":");
  append_number(buffer, session.statement);
  append(buffer, ",\"tag\":\"");
  append_text(buffer, GetCommandTagName(tag));
  if (counts) {
    session.row_count = Max(session.row_count, 0) + static_cast<int64>(completion.row_count);
    append_text(buffer, tag == CMDTAG_INSERT ? " 0 " : " ");
    append_number(buffer, static_cast<int64>(completion.row_count));
  }
  append(buffer, "\",\"row_count\":");
  if (counts) {
    append_number(buffer, static_cast<int64>(completion.row_count));
  } else {
    append(buffer, "null");
  }
  append_text(buffer, completion.is_truncated ? ",\"truncated\":true" : ",\"truncated\":false");
  append(buffer, ",\"duration_ms\":");
  append_milliseconds(buffer, completion.duration_ns);
  append_char(buffer, '}');
  send_frame(FrameKind::complete, buffer->data, buffer->used, completion.flush);
}

void send_end(bool session_changed) {
  channel::FrameHeader header = header_of(FrameKind::end);
  header.end_status = session.status;
  header.transaction = transaction_state();
  header.session_changed = session_changed;
  header.schema_changed = session.has_changed_schema;
  header.row_count = session.row_count;
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"end\",\"status\":\"");
  append_text(buffer, channel::word_of(session.status));
  append(buffer, "\",\"transaction\":\"");
  append_text(buffer, channel::word_of(header.transaction));
  append(buffer, "\",\"duration_ms\":");
  append_milliseconds(buffer, monotonic_nanoseconds() - session.started_ns);
  append_char(buffer, '}');
  put(header, buffer->data, buffer->used, true);
}

} // namespace studio::runner
