// CSV (RFC 4180) and TSV, which is the same with tabs: values between delimiters, quoted where they must be.
//
// What is null and what is an empty text differ as in COPY's csv format: a null is the null text without quotes, a text that
// looks like it is quoted. So COPY … FROM with the same options reads back what was written.
#include "exports/format.h"

namespace studio::exports {

namespace {

// The characters by which a spreadsheet takes a text for a formula, and their full-width twins.
bool begins_formula(const char* text, size_t bytes) {
  if (bytes == 0) {
    return false;
  }
  if (strchr("=+-@\t\r\n", text[0]) != nullptr) {
    return true;
  }
  static const char* const twins[] = {"＝", "＋", "－", "＠"};
  for (const char* twin : twins) {
    if (bytes >= 3 && memcmp(text, twin, 3) == 0) {
      return true;
    }
  }
  return false;
}

// Can a value of this kind hold what somebody wrote? Numbers, dates and JSON begin with a sign at most where it is one.
bool is_free_text(ColumnKind kind) { return kind == ColumnKind::text || kind == ColumnKind::other; }

class Delimited final : public Format {
public:
  explicit Delimited(const ExportOptions& options)
      : options_(options), delimiter_(options.format == channel::ExportFormat::tsv ? '\t' : options.delimiter),
        null_bytes_(strlen(options.null_text)) {
    for (char c : {delimiter_, '"', '\r', '\n'}) {
      needs_quotes_[static_cast<unsigned char>(c)] = true;
    }
  }

  void begin(Buffer* out, const Column* columns, int count) override {
    columns_ = columns;
    count_ = count;
    if (options_.has_byte_order_mark) {
      append(out, "\xEF\xBB\xBF");
    }
    if (!options_.has_header) {
      return;
    }
    for (int i = 0; i < count; i++) {
      separate(out, i);
      append_value(out, columns[i].name, strlen(columns[i].name), true);
    }
    end_line(out);
  }

  void row(Buffer* out, const Cell* cells) override {
    for (int i = 0; i < count_; i++) {
      separate(out, i);
      if (cells[i].is_null) {
        append_bytes(out, options_.null_text, null_bytes_);
      } else {
        append_value(out, cells[i].text, cells[i].bytes, is_free_text(columns_[i].kind));
      }
    }
    end_line(out);
  }

  void end(Buffer*) override {}

private:
  void separate(Buffer* out, int column) const {
    if (column > 0) {
      append_char(out, delimiter_);
    }
  }

  void end_line(Buffer* out) const {
    if (options_.ends_lines_with_crlf) {
      append_char(out, '\r');
    }
    append_char(out, '\n');
  }

  bool must_quote(const char* text, size_t bytes) const {
    if (options_.quotes_all || (bytes == null_bytes_ && memcmp(text, options_.null_text, bytes) == 0)) {
      return true;
    }
    // Alone on its line it would end the data of a COPY.
    if (bytes == 2 && text[0] == '\\' && text[1] == '.') {
      return true;
    }
    for (size_t i = 0; i < bytes; i++) {
      if (unlikely(needs_quotes_[static_cast<unsigned char>(text[i])])) {
        return true;
      }
    }
    return false;
  }

  void append_value(Buffer* out, const char* text, size_t bytes, bool is_free) const {
    bool is_guarded = is_free && options_.is_formula_safe && begins_formula(text, bytes);
    if (!must_quote(text, bytes)) {
      if (is_guarded) {
        append_char(out, '\'');
      }
      append_bytes(out, text, bytes);
      return;
    }
    char* to = buffer_reserve(out, bytes * 2 + 3);
    *to++ = '"';
    if (is_guarded) {
      *to++ = '\'';
    }
    for (size_t i = 0; i < bytes; i++) {
      if (text[i] == '"') {
        *to++ = '"';
      }
      *to++ = text[i];
    }
    *to++ = '"';
    out->used = static_cast<size_t>(to - out->data);
  }

  const ExportOptions& options_;
  char delimiter_;
  size_t null_bytes_;
  bool needs_quotes_[256] = {};
  const Column* columns_ = nullptr;
  int count_ = 0;
};

} // namespace

Format* make_delimited(const ExportOptions& options) { return make_in_context<Delimited>(options); }

} // namespace studio::exports
