#include "result/encoding.h"

#include "result/escape.h"

extern "C" {
#include "mb/pg_wchar.h"
}

namespace studio::result {

void append_server_text(Buffer* buffer, const char* bytes, size_t count) {
  int encoding = GetDatabaseEncoding();
  if (likely(encoding == PG_UTF8)) {
    append_quoted(buffer, bytes, count);
    return;
  }
  if (encoding == PG_SQL_ASCII) {
    append_quoted_checked(buffer, bytes, count);
    return;
  }
  char* text = pg_server_to_any(bytes, static_cast<int>(count), PG_UTF8);
  if (text == bytes) {
    append_quoted(buffer, bytes, count);
    return;
  }
  append_quoted(buffer, text, strlen(text));
  pfree(text);
}

size_t clip_server_text(const char* bytes, size_t count, size_t limit) {
  if (count <= limit) {
    return count;
  }
  int encoding = GetDatabaseEncoding();
  if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII) {
    return clip_utf8(bytes, count, limit);
  }
  return static_cast<size_t>(pg_mbcliplen(bytes, static_cast<int>(count), static_cast<int>(limit)));
}

} // namespace studio::result
