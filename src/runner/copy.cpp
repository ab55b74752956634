#include "runner/copy.h"

#include "result/escape.h"
#include "runner/frames.h"

namespace studio::runner {

using channel::FrameKind;

namespace {

// Raw bytes of one message; base64 and escapes make it larger.
constexpr size_t chunk_bytes = 48 * 1024;

bool is_open = false;
bool is_base64 = false;
char* chunk = nullptr; // allocated at the first COPY, kept
size_t chunk_used = 0;
int64 sent_at_ms = 0;

void send_chunk(bool flush) {
  size_t bytes = chunk_used;
  if (bytes == 0) {
    return;
  }
  chunk_used = 0;
  result::Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"copy\",\"statement\":");
  append_number(buffer, session.statement);
  append(buffer, ",\"data\":\"");
  if (is_base64) {
    result::append_base64(buffer, chunk, bytes);
    append(buffer, "\",\"encoding\":\"base64\"}");
  } else {
    // COPY has an ENCODING option of its own, so this may be anything.
    result::append_escaped_checked(buffer, chunk, bytes);
    append(buffer, "\",\"encoding\":\"text\"}");
  }
  send_frame(FrameKind::copy, buffer->data, buffer->used, flush);
  sent_at_ms = result::coarse_milliseconds();
}

// How much of the data goes into the present chunk: all, or up to a character's end.
size_t fitting(const char* data, size_t bytes) {
  size_t room = chunk_bytes - chunk_used;
  if (bytes <= room) {
    return bytes;
  }
  if (bytes <= chunk_bytes) {
    return 0; // a whole line begins a new chunk
  }
  return is_base64 ? room : result::clip_utf8(data, bytes, room);
}

} // namespace

void copy_open(bool is_binary) {
  if (chunk == nullptr) {
    chunk = static_cast<char*>(MemoryContextAlloc(TopMemoryContext, chunk_bytes));
  }
  is_open = true;
  is_base64 = is_binary;
  chunk_used = 0;
  sent_at_ms = result::coarse_milliseconds();
}

void copy_data(const char* data, size_t bytes) {
  if (!is_open) {
    return;
  }
  while (bytes > 0) {
    size_t part = fitting(data, bytes);
    memcpy(chunk + chunk_used, data, part);
    chunk_used += part;
    data += part;
    bytes -= part;
    if (bytes > 0) {
      send_chunk(true);
    }
  }
  if (result::coarse_milliseconds() - sent_at_ms >= result::page_wait_ms) {
    send_chunk(true);
  }
}

void copy_close() {
  if (is_open) {
    is_open = false;
    send_chunk(false);
  }
}

} // namespace studio::runner
