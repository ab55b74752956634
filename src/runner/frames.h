// The frames that a runner sends itself (rows and columns come from result/). Backend C.
#pragma once

#include "runner/session.h"

extern "C" {
#include "tcop/cmdtag.h"
}

namespace studio::runner {

// Allocates what frames are built in; makes the sink of session.page.
void frames_init();

// The buffer in which small frames are written, emptied. Good until the next call.
result::Buffer* frame_buffer();

// Sends a frame of the current request. `sqlstate` is null but for errors.
void send_frame(channel::FrameKind kind, const char* payload, size_t bytes, bool flush, const char* sqlstate = nullptr);

// The same, waking the gateway only if nothing has gone out for 20 ms.
void send_frame_in_time(channel::FrameKind kind, const char* payload, size_t bytes);

// Bytes of an exported file that has so many rows by now.
void send_file(const char* bytes, size_t count, int64 rows, bool flush);

void send_ready();
void send_begin();

struct Completion {
  const QueryCompletion* query;
  uint64 row_count; // what the tag counts
  bool is_truncated;
  int64 duration_ns;
  bool flush;
};
void send_complete(const Completion& completion);

// The last frame of a request; wakes the gateway.
void send_end(bool session_changed);

} // namespace studio::runner
