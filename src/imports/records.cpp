#include "imports/records.h"

#include "core/part_limit.h"

namespace studio::imports {

namespace {

constexpr int record_limit = 200000;
constexpr char byte_order_mark[] = "\xEF\xBB\xBF";

// What ends a record early or late, by the format.
struct Rules {
  char quote;  // '\0' = none
  char escape; // '\0' = none
};

Rules rules_of(const Options& options) {
  if (strcmp(options.format, "text") == 0) {
    return {'\0', '\\'};
  }
  if (is_ndjson(options)) {
    return {'\0', '\0'};
  }
  return {options.quote == nullptr ? '"' : options.quote[0], '\0'};
}

// The end of the record that begins at `at`, behind its line feed; 0 where the bytes end before. Counts line feeds.
size_t end_of_record(const char* data, size_t bytes, size_t at, const Rules& rules, int64* lines) {
  bool is_quoted = false;
  for (size_t i = at; i < bytes; i++) {
    char c = data[i];
    if (c == '\n') {
      (*lines)++;
      if (!is_quoted) {
        return i + 1;
      }
    } else if (rules.quote != '\0' && c == rules.quote) {
      is_quoted = !is_quoted; // a doubled one comes back to where it was
    } else if (rules.escape != '\0' && c == rules.escape && i + 1 < bytes) {
      i++;
      *lines += data[i] == '\n' ? 1 : 0;
    }
  }
  return 0;
}

bool is_end_mark(const char* data, size_t bytes) {
  while (bytes > 0 && (data[bytes - 1] == '\n' || data[bytes - 1] == '\r')) {
    bytes--;
  }
  return bytes == 2 && data[0] == '\\' && data[1] == '.';
}

void check_mark(const char* data, const Record& record) {
  if (is_end_mark(data + record.begin, record.end - record.begin)) {
    ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
                    errmsg("line %lld of the file is COPY's mark of an end", static_cast<long long>(record.line)),
                    errdetail("What follows a line \\. would not be read.")));
  }
}

} // namespace

void find_records(Records* records, const Options& options, const char* data, size_t bytes) {
  Rules rules = rules_of(options);
  int room = 1024;
  records->data = data;
  records->count = 0;
  records->items = static_cast<Record*>(palloc(sizeof(Record) * static_cast<Size>(room)));
  records->lines = 0;
  bool is_begin = options.first_line == 1;
  size_t at = is_begin && bytes >= 3 && memcmp(data, byte_order_mark, 3) == 0 ? 3 : 0;
  bool skips = is_begin && options.has_header;
  while (at < bytes && records->count < record_limit) {
    int64 lines = 0;
    size_t end = end_of_record(data, bytes, at, rules, &lines);
    if (end == 0 && !options.is_last) {
      break;
    }
    Record record = {at, end == 0 ? bytes : end, options.first_line + records->lines};
    check_mark(data, record);
    if (records->count == room) {
      room *= 2;
      records->items = static_cast<Record*>(repalloc(records->items, sizeof(Record) * static_cast<Size>(room)));
    }
    if (!skips) {
      records->items[records->count++] = record;
    }
    skips = false;
    records->lines += lines;
    at = record.end;
  }
  bool has_none = records->count == 0 && records->lines == 0;
  if (has_none && !options.is_last && bytes >= core::part_limit_bytes) {
    ereport(ERROR,
            (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
             errmsg("line %lld of the file is too long", static_cast<long long>(options.first_line)),
             errdetail("A record may have %zu bytes. A quote that is never closed makes one of the rest of the file.",
                       core::part_limit_bytes)));
  }
  records->taken = has_none && !options.is_last ? 0 : at;
}

} // namespace studio::imports
