// A page: rows gathered into one `rows` message, sent when it is about 64 KiB or when its first row has waited 20 ms.
//
// Knows where rows go, not what they hold. One page buffer serves all results of a process. Backend C.
#pragma once

#include "channel/sink.h"
#include "result/buffer.h"

namespace studio::result {

// Somewhat less than 64 KiB, so that a page of ordinary rows travels as one piece of the ring.
constexpr size_t page_bytes = 60 * 1024;
constexpr int64 page_wait_ms = 20;

struct Page {
  channel::Sink* sink;
  Buffer buffer;
  int statement;    // index of the statement whose rows these are
  bool bare;        // no shell around the rows
  int rows;         // whole rows in the buffer
  size_t row_start; // where the row being written begins; the end of the last whole row
  int64 sent_at_ms; // when something was last flushed, by the coarse clock
};

// Allocates the buffer; once a process.
void page_init(Page* page, channel::Sink* sink);

// Begins the rows of a result. `now_ms` counts as the last flush.
void page_open(Page* page, int statement, bool bare);

// Where the next row is to be written.
inline Buffer* page_begin_row(Page* page);

// Ends the row; sends the page where it is full or late. True if it was sent.
bool page_end_row(Page* page);

// Sends what whole rows there are, without waking the reader; drops a row half written. Safe while an error is reported.
void page_close(Page* page);

// Milliseconds of a monotonic clock that costs a few nanoseconds and is right to about four milliseconds.
int64 coarse_milliseconds();

void page_write_head(Page* page);

inline Buffer* page_begin_row(Page* page) {
  if (page->rows == 0) {
    page_write_head(page);
  } else {
    append_char(&page->buffer, ',');
  }
  return &page->buffer;
}

} // namespace studio::result
