// Markdown: a table as GitHub and most others read it. Numbers stand at the right; what Markdown would take for its own is
// escaped, so that a cell shows what the value is.
#include "exports/format.h"

namespace studio::exports {

namespace {

void append_text_cell(Buffer* out, const char* text, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) {
    char c = text[i];
    if (c == '\r') {
      continue; // before a line feed it says nothing, and alone it has no place in a cell
    }
    if (c == '\n') {
      append(out, "<br>");
      continue;
    }
    if (c == '\t') {
      c = ' ';
    } else if (c != '\0' && strchr("\\`*_[]<&|~", c) != nullptr) {
      append_char(out, '\\');
    }
    append_char(out, c);
  }
}

class Markdown final : public Format {
public:
  explicit Markdown(const ExportOptions& options) : null_text_(options.null_text) {}

  void begin(Buffer* out, const Column* columns, int count) override {
    columns_ = columns;
    count_ = count;
    append_char(out, '|');
    for (int i = 0; i < count; i++) {
      append_char(out, ' ');
      append_text_cell(out, columns[i].name, strlen(columns[i].name));
      append(out, " |");
    }
    append(out, "\n|");
    for (int i = 0; i < count; i++) {
      append_text(out, is_number(columns[i].kind) ? " ---: |" : " --- |");
    }
    append_char(out, '\n');
  }

  void row(Buffer* out, const Cell* cells) override {
    append_char(out, '|');
    for (int i = 0; i < count_; i++) {
      append_char(out, ' ');
      if (cells[i].is_null) {
        append_text_cell(out, null_text_, strlen(null_text_));
      } else if (is_number(columns_[i].kind)) {
        append_bytes(out, cells[i].text, cells[i].bytes);
      } else {
        append_text_cell(out, cells[i].text, cells[i].bytes);
      }
      append(out, " |");
    }
    append_char(out, '\n');
  }

  void end(Buffer*) override {}

private:
  const char* null_text_;
  const Column* columns_ = nullptr;
  int count_ = 0;
};

} // namespace

Format* make_markdown(const ExportOptions& options) { return make_in_context<Markdown>(options); }

} // namespace studio::exports
