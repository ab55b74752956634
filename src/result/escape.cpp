#include "result/escape.h"

extern "C" {
#include "mb/pg_wchar.h"
}

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace studio::result {

namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr char replacement_character[] = "\xEF\xBF\xBD";
constexpr size_t longest_escape = 6; // \u001f

inline bool is_special(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

// Writes the escape of one byte for which is_special holds; gives its length.
inline size_t write_escape(char* out, unsigned char c) {
  out[0] = '\\';
  switch (c) {
  case '"':
  case '\\':
    out[1] = static_cast<char>(c);
    return 2;
  case '\n':
    out[1] = 'n';
    return 2;
  case '\r':
    out[1] = 'r';
    return 2;
  case '\t':
    out[1] = 't';
    return 2;
  case '\b':
    out[1] = 'b';
    return 2;
  case '\f':
    out[1] = 'f';
    return 2;
  default:
    memcpy(out + 1, "u00", 3);
    out[4] = hex_digits[c >> 4];
    out[5] = hex_digits[c & 15];
    return longest_escape;
  }
}

inline char* escape_plain(char* out, const char* bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    unsigned char c = static_cast<unsigned char>(bytes[i]);
    if (likely(!is_special(c))) {
      *out++ = bytes[i];
    } else {
      out += write_escape(out, c);
    }
  }
  return out;
}

#if defined(__SSE2__)
constexpr size_t stride = sizeof(__m128i);

// A bit for each of the sixteen bytes that must be escaped.
inline unsigned special_mask(__m128i chunk) {
  // An unsigned c <= 0x1f exactly where min(c, 0x1f) == c.
  __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(chunk, _mm_set1_epi8(0x1f)), chunk);
  __m128i quote = _mm_cmpeq_epi8(chunk, _mm_set1_epi8('"'));
  __m128i backslash = _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\'));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, backslash))));
}

// Up to fifteen bytes. Eight or more are read as two overlapping words, so that nothing beyond the end is touched.
inline char* escape_tail(char* out, const char* bytes, size_t count) {
  if (count >= 8) {
    uint64 head;
    uint64 tail;
    memcpy(&head, bytes, 8);
    memcpy(&tail, bytes + count - 8, 8);
    __m128i chunk = _mm_set_epi64x(static_cast<int64>(tail), static_cast<int64>(head));
    if (likely(special_mask(chunk) == 0)) {
      memcpy(out, &head, 8);
      memcpy(out + count - 8, &tail, 8);
      return out + count;
    }
  }
  return escape_plain(out, bytes, count);
}
#endif

} // namespace

void append_escaped(Buffer* buffer, const char* bytes, size_t count) {
#if defined(__SSE2__)
  // Whole strides are stored before it is known how many of their bytes count: so one stride more than needed is reserved,
  // and after each escape the room for what remains is asked for again.
  char* out = buffer_reserve(buffer, count + stride * longest_escape);
  while (count >= stride) {
    __m128i chunk = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    unsigned mask = special_mask(chunk);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), chunk);
    if (likely(mask == 0)) {
      bytes += stride;
      out += stride;
      count -= stride;
      continue;
    }
    unsigned clean = static_cast<unsigned>(__builtin_ctz(mask));
    out += clean;
    out += write_escape(out, static_cast<unsigned char>(bytes[clean]));
    bytes += clean + 1;
    count -= clean + 1;
    buffer->used = static_cast<size_t>(out - buffer->data);
    out = buffer_reserve(buffer, count + stride * longest_escape);
  }
  out = escape_tail(out, bytes, count);
#else
  char* out = buffer_reserve(buffer, count * longest_escape);
  out = escape_plain(out, bytes, count);
#endif
  buffer->used = static_cast<size_t>(out - buffer->data);
}

void append_escaped_checked(Buffer* buffer, const char* bytes, size_t count) {
  while (count > 0) {
    // A chunk at a time keeps the count within the int of PostgreSQL's verifier.
    int chunk = static_cast<int>(Min(count, static_cast<size_t>(1) << 30));
    int valid = pg_encoding_verifymbstr(PG_UTF8, bytes, chunk);
    append_escaped(buffer, bytes, static_cast<size_t>(valid));
    bytes += valid;
    count -= static_cast<size_t>(valid);
    if (valid < chunk) {
      append(buffer, replacement_character);
      bytes++;
      count--;
    }
  }
}

void append_base64(Buffer* buffer, const char* bytes, size_t count) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  char* out = buffer_reserve(buffer, (count + 2) / 3 * 4);
  const unsigned char* in = reinterpret_cast<const unsigned char*>(bytes);
  for (; count >= 3; count -= 3, in += 3) {
    *out++ = alphabet[in[0] >> 2];
    *out++ = alphabet[(in[0] & 3) << 4 | in[1] >> 4];
    *out++ = alphabet[(in[1] & 15) << 2 | in[2] >> 6];
    *out++ = alphabet[in[2] & 63];
  }
  if (count > 0) {
    unsigned char second = count == 2 ? in[1] : 0;
    *out++ = alphabet[in[0] >> 2];
    *out++ = alphabet[(in[0] & 3) << 4 | second >> 4];
    *out++ = count == 2 ? alphabet[(second & 15) << 2] : '=';
    *out++ = '=';
  }
  buffer->used = static_cast<size_t>(out - buffer->data);
}

size_t clip_utf8(const char* bytes, size_t count, size_t limit) {
  if (count <= limit) {
    return count;
  }
  // Step back over the continuation bytes of one character, and no further: the text may be no valid UTF-8.
  constexpr size_t most_continuation_bytes = 3;
  for (size_t back = 0; back <= most_continuation_bytes && back <= limit; back++) {
    if ((static_cast<unsigned char>(bytes[limit - back]) & 0xC0) != 0x80) {
      return limit - back;
    }
  }
  return limit;
}

} // namespace studio::result
