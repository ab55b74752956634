// JSON (an array of objects) and NDJSON (an object a line), as row_to_json makes an object of a row.
//
// Booleans, numbers and JSON stand as they are, int8 and numeric too; what JSON has no number for (NaN, Infinity) is text, and
// so is everything else. Dates and times are ISO 8601. A name that came before gets a suffix.
#include "exports/format.h"
#include "result/escape.h"

namespace studio::exports {

namespace {

// "2026-01-31 12:34:56+02" as "2026-01-31T12:34:56+02:00"; " BC" stays behind it.
void append_iso_time(Buffer* out, const char* text, size_t bytes) {
  const char* blank = static_cast<const char*>(memchr(text, ' ', bytes));
  append_char(out, '"');
  if (blank == nullptr) {
    append_bytes(out, text, bytes); // infinity
  } else {
    const char* end = text + bytes;
    const char* era = bytes > 3 && memcmp(end - 3, " BC", 3) == 0 ? end - 3 : end;
    append_bytes(out, text, static_cast<size_t>(blank - text));
    append_char(out, 'T');
    append_bytes(out, blank + 1, static_cast<size_t>(era - blank - 1));
    if (era - blank > 3 && (era[-3] == '+' || era[-3] == '-')) {
      append(out, ":00");
    }
    append_bytes(out, era, static_cast<size_t>(end - era));
  }
  append_char(out, '"');
}

// Between its tokens JSON may hold line feeds; NDJSON may not. Within strings there are none.
void append_on_one_line(Buffer* out, const char* text, size_t bytes) {
  char* to = buffer_reserve(out, bytes);
  for (size_t i = 0; i < bytes; i++) {
    to[i] = text[i] == '\n' || text[i] == '\r' ? ' ' : text[i];
  }
  out->used += bytes;
}

class Json final : public Format {
public:
  explicit Json(const ExportOptions& options) : is_array_(options.format == channel::ExportFormat::json) {}

  void begin(Buffer* out, const Column* columns, int count) override {
    columns_ = columns;
    count_ = count;
    const char** names = unique_names(columns, count);
    keys_ = static_cast<Key*>(palloc(sizeof(Key) * static_cast<size_t>(Max(count, 1))));
    // Each key is escaped once, with the comma before it and the colon behind it.
    size_t start = out->used;
    for (int i = 0; i < count; i++) {
      out->used = start;
      append_text(out, i > 0 ? "," : "{");
      result::append_quoted(out, names[i], strlen(names[i]));
      append_char(out, ':');
      keys_[i].bytes = out->used - start;
      keys_[i].text = static_cast<char*>(palloc(keys_[i].bytes));
      memcpy(keys_[i].text, out->data + start, keys_[i].bytes);
    }
    out->used = start;
    if (is_array_) {
      append_char(out, '[');
    }
  }

  void row(Buffer* out, const Cell* cells) override {
    if (is_array_) {
      append_text(out, is_first_ ? "\n" : ",\n");
      is_first_ = false;
    }
    for (int i = 0; i < count_; i++) {
      append_bytes(out, keys_[i].text, keys_[i].bytes);
      append_cell(out, columns_[i].kind, cells[i]);
    }
    append_text(out, is_array_ ? "}" : "}\n");
  }

  void end(Buffer* out) override {
    if (is_array_) {
      append_text(out, is_first_ ? "]\n" : "\n]\n");
    }
  }

private:
  struct Key {
    char* text;
    size_t bytes;
  };

  static void append_cell(Buffer* out, ColumnKind kind, const Cell& cell) {
    if (cell.is_null) {
      append(out, "null");
    } else if (kind == ColumnKind::json || cell.is_json) {
      append_on_one_line(out, cell.text, cell.bytes);
    } else if (kind == ColumnKind::boolean || is_plain_number(kind, cell)) {
      append_bytes(out, cell.text, cell.bytes);
    } else if (kind == ColumnKind::timestamp || kind == ColumnKind::timestamptz) {
      append_iso_time(out, cell.text, cell.bytes);
    } else {
      result::append_quoted(out, cell.text, cell.bytes);
    }
  }

  bool is_array_;
  bool is_first_ = true;
  const Column* columns_ = nullptr;
  int count_ = 0;
  Key* keys_ = nullptr;
};

} // namespace

Format* make_json(const ExportOptions& options) { return make_in_context<Json>(options); }

} // namespace studio::exports
