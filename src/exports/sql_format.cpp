// SQL: INSERT statements of several rows each, whose literals read back as the same values into columns of the same types.
//
// Numbers and booleans stand bare, everything else is a quoted literal that the column's input function reads. A text with a
// backslash is an escape string, which means the same under either setting of standard_conforming_strings.
#include "exports/format.h"

namespace studio::exports {

namespace {

void append_identifier(Buffer* out, const char* name) {
  append_char(out, '"');
  for (; *name != '\0'; name++) {
    if (*name == '"') {
      append_char(out, '"');
    }
    append_char(out, *name);
  }
  append_char(out, '"');
}

void append_literal(Buffer* out, const char* text, size_t bytes) {
  bool has_backslash = memchr(text, '\\', bytes) != nullptr;
  char* to = buffer_reserve(out, bytes * 2 + 3);
  if (has_backslash) {
    *to++ = 'E';
  }
  *to++ = '\'';
  for (size_t i = 0; i < bytes; i++) {
    if (text[i] == '\'' || text[i] == '\\') {
      *to++ = text[i];
    }
    *to++ = text[i];
  }
  *to++ = '\'';
  out->used = static_cast<size_t>(to - out->data);
}

// May it stand bare? -0 would lose its sign on the way through numeric, NaN and Infinity are no literals.
bool is_bare(ColumnKind kind, const Cell& cell) {
  bool is_minus_zero = cell.bytes == 2 && cell.text[0] == '-' && cell.text[1] == '0';
  return kind == ColumnKind::boolean || (is_plain_number(kind, cell) && !is_minus_zero);
}

class Sql final : public Format {
public:
  explicit Sql(const ExportOptions& options) : options_(options) {}

  void begin(Buffer* out, const Column* columns, int count) override {
    columns_ = columns;
    count_ = count;
    const char** names = unique_names(columns, count);
    size_t start = out->used;
    append(out, "INSERT INTO ");
    if (options_.schema[0] != '\0') {
      append_identifier(out, options_.schema);
      append_char(out, '.');
    }
    append_identifier(out, options_.table);
    append(out, " (");
    for (int i = 0; i < count; i++) {
      append_text(out, i > 0 ? ", " : "");
      append_identifier(out, names[i]);
    }
    append_text(out, options_.overrides_identity ? ") OVERRIDING SYSTEM VALUE VALUES\n" : ") VALUES\n");
    head_bytes_ = out->used - start;
    head_ = static_cast<char*>(palloc(head_bytes_));
    memcpy(head_, out->data + start, head_bytes_);
    out->used = start;
  }

  void row(Buffer* out, const Cell* cells) override {
    if (rows_ == 0) {
      append_bytes(out, head_, head_bytes_);
    } else {
      append(out, ",\n");
    }
    append(out, "  (");
    for (int i = 0; i < count_; i++) {
      append_text(out, i > 0 ? ", " : "");
      if (cells[i].is_null) {
        append(out, "NULL");
      } else if (is_bare(columns_[i].kind, cells[i])) {
        append_bytes(out, cells[i].text, cells[i].bytes);
      } else {
        append_literal(out, cells[i].text, cells[i].bytes);
      }
    }
    append_char(out, ')');
    if (++rows_ == options_.rows_per_insert) {
      end(out);
    }
  }

  void end(Buffer* out) override {
    if (rows_ > 0) {
      append(out, ";\n");
      rows_ = 0;
    }
  }

private:
  const ExportOptions& options_;
  const Column* columns_ = nullptr;
  int count_ = 0;
  char* head_ = nullptr;
  size_t head_bytes_ = 0;
  int rows_ = 0; // of the statement that is open
};

} // namespace

Format* make_sql(const ExportOptions& options) { return make_in_context<Sql>(options); }

} // namespace studio::exports
