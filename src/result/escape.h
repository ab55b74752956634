// JSON string escaping, straight into a buffer: the innermost loop of every result.
//
// Knows bytes, not types or encodings. Sixteen bytes are looked at once with SSE2, which every x86-64 has; other processors
// take the plain loop.
#pragma once

#include "result/buffer.h"

namespace studio::result {

// Appends `count` bytes of valid UTF-8, escaped, without quotes.
void append_escaped(Buffer* buffer, const char* bytes, size_t count);

// The same between quotes.
inline void append_quoted(Buffer* buffer, const char* bytes, size_t count) {
  append_char(buffer, '"');
  append_escaped(buffer, bytes, count);
  append_char(buffer, '"');
}

// Appends bytes that may be no valid UTF-8, escaped, without quotes; each byte that does not fit becomes U+FFFD.
void append_escaped_checked(Buffer* buffer, const char* bytes, size_t count);

// The same between quotes.
inline void append_quoted_checked(Buffer* buffer, const char* bytes, size_t count) {
  append_char(buffer, '"');
  append_escaped_checked(buffer, bytes, count);
  append_char(buffer, '"');
}

// Appends `count` bytes in base64 with padding, without quotes.
void append_base64(Buffer* buffer, const char* bytes, size_t count);

// The length of the longest prefix of at most `limit` bytes that ends at a character of UTF-8.
size_t clip_utf8(const char* bytes, size_t count, size_t limit);

} // namespace studio::result
