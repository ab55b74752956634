#include "result/page.h"

#include <time.h>

namespace studio::result {

namespace {

constexpr size_t kept_buffer_bytes = 256 * 1024;

void page_send(Page* page, bool flush) {
  page->buffer.used = page->row_start;
  if (!page->bare) {
    append(&page->buffer, "]}");
  }
  // Emptied before it is sent: should the send end in an error, the rows are not sent again.
  int row_count = page->rows;
  page->rows = 0;
  page->row_start = 0;
  page->sink->send(page->sink, channel::FrameKind::rows, page->buffer.data, page->buffer.used, flush, row_count);
  buffer_reset(&page->buffer, kept_buffer_bytes);
}

} // namespace

int64 coarse_milliseconds() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return static_cast<int64>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

void page_init(Page* page, channel::Sink* sink) {
  memset(static_cast<void*>(page), 0, sizeof *page);
  page->sink = sink;
  buffer_init(&page->buffer, kept_buffer_bytes);
}

void page_open(Page* page, int statement, bool bare) {
  page->statement = statement;
  page->bare = bare;
  page->rows = 0;
  page->row_start = 0;
  page->buffer.used = 0;
  page->sent_at_ms = coarse_milliseconds();
}

void page_write_head(Page* page) {
  page->buffer.used = 0;
  if (!page->bare) {
    append(&page->buffer, "{\"type\":\"rows\",\"statement\":");
    append_number(&page->buffer, page->statement);
    append(&page->buffer, ",\"rows\":[");
  }
}

bool page_end_row(Page* page) {
  page->rows++;
  page->row_start = page->buffer.used;
  int64 now = coarse_milliseconds();
  if (likely(page->buffer.used < page_bytes && now - page->sent_at_ms < page_wait_ms)) {
    return false;
  }
  page_send(page, true);
  page->sent_at_ms = coarse_milliseconds();
  return true;
}

void page_close(Page* page) {
  if (page->rows > 0) {
    page_send(page, false);
  }
}

} // namespace studio::result
