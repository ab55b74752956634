// A growing array of bytes that outlives transactions: pages and messages are written into it, then it is used again.
//
// Backend C: a plain struct, no destructor, growth may ereport (out of memory). Unlike a StringInfo it may pass 1 GB and
// writes no terminator after each append.
#pragma once

#include "pg/backend.h"

namespace studio::result {

struct Buffer {
  char* data;
  size_t used;
  size_t size;
};

// Allocates `size` bytes that live as long as the process.
void buffer_init(Buffer* buffer, size_t size);

// Makes room for `more` bytes at the end; called by buffer_reserve when there is none.
void buffer_grow(Buffer* buffer, size_t more);

// Gives the end of the buffer, with room for `more` bytes. The caller adds to `used` what it writes.
inline char* buffer_reserve(Buffer* buffer, size_t more) {
  if (unlikely(buffer->size - buffer->used < more)) {
    buffer_grow(buffer, more);
  }
  return buffer->data + buffer->used;
}

// Empties the buffer; gives memory above `keep` bytes back, so that one giant row does not stay for ever.
void buffer_reset(Buffer* buffer, size_t keep);

inline void append_bytes(Buffer* buffer, const char* bytes, size_t count) {
  memcpy(buffer_reserve(buffer, count), bytes, count);
  buffer->used += count;
}

inline void append_char(Buffer* buffer, char c) {
  *buffer_reserve(buffer, 1) = c;
  buffer->used++;
}

// Appends a string constant.
template <size_t N>
void append(Buffer* buffer, const char (&text)[N]) {
  append_bytes(buffer, text, N - 1);
}

// Appends a terminated string as it stands.
inline void append_text(Buffer* buffer, const char* text) { append_bytes(buffer, text, strlen(text)); }

// Appends a number in decimal digits.
void append_number(Buffer* buffer, int64 number);

// Appends a duration in milliseconds with up to three decimals.
void append_milliseconds(Buffer* buffer, int64 nanoseconds);

} // namespace studio::result
