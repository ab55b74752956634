// XLSX: an Excel workbook, written forward only. Sheets come first, as many as the rows need, and the workbook that lists them
// last; a reader finds every part by the archive's directory.
#include "exports/format.h"
#include "exports/xlsx_cell.h"
#include "exports/xlsx_parts.h"
#include "exports/zip.h"

namespace studio::exports {

namespace {

constexpr int64 sheet_rows = 1048576;
constexpr uint64 sheet_bytes = uint64{3} << 30; // of XML; an entry of the archive may have 4 GiB
constexpr size_t sheet_name_units = 31;
constexpr size_t gathered_bytes = 64 * 1024;

// XML on its way into the archive; belongs to the process.
Buffer xml;

// A column's letters: 0 is A, 26 is AA.
size_t write_letters(char* to, int column) {
  char reversed[8];
  size_t count = 0;
  for (int left = column + 1; left > 0; left = (left - 1) / 26) {
    reversed[count++] = static_cast<char>('A' + (left - 1) % 26);
  }
  for (size_t i = 0; i < count; i++) {
    to[i] = reversed[count - 1 - i];
  }
  return count;
}

class Xlsx final : public Format {
public:
  explicit Xlsx(const ExportOptions& options) : options_(options) {
    if (xml.data == nullptr) {
      result::buffer_init(&xml, 2 * gathered_bytes);
    }
    result::buffer_reset(&xml, 2 * gathered_bytes);
    zip_init(&zip_);
  }

  void begin(Buffer* out, const Column* columns, int count) override {
    columns_ = columns;
    count_ = count;
    add_part(out, "[Content_Types].xml", xlsx_content_types);
    add_part(out, "_rels/.rels", xlsx_relationships);
    add_part(out, "xl/styles.xml", xlsx_styles);
    begin_sheet(out);
  }

  void row(Buffer* out, const Cell* cells) override {
    if (row_ == sheet_rows || zip_.plain_bytes > sheet_bytes) {
      end_sheet(out);
      begin_sheet(out);
    }
    begin_row();
    for (int i = 0; i < count_; i++) {
      if (!cells[i].is_null) {
        append_xlsx_cell(&xml, place(i), columns_[i].kind, cells[i]);
      }
    }
    append(&xml, "</row>");
    if (xml.used >= gathered_bytes) {
      pass_on(out);
    }
  }

  void end(Buffer* out) override {
    end_sheet(out);
    append(&xml, xlsx_workbook_head);
    for (int sheet = 1; sheet <= sheet_; sheet++) {
      append_sheet_entry(sheet);
    }
    append(&xml, xlsx_workbook_end);
    add_gathered(out, "xl/workbook.xml");
    append(&xml, xlsx_links_head);
    for (int sheet = 1; sheet <= sheet_; sheet++) {
      append_link(sheet, "worksheet", "worksheets/sheet", true);
    }
    append_link(sheet_ + 1, "styles", "styles", false);
    append(&xml, xlsx_link_end);
    add_gathered(out, "xl/_rels/workbook.xml.rels");
    zip_finish(&zip_, out);
  }

private:
  void pass_on(Buffer* out) {
    zip_write(&zip_, out, xml.data, xml.used);
    result::buffer_reset(&xml, 2 * gathered_bytes);
  }

  void add_gathered(Buffer* out, const char* name) {
    zip_open(&zip_, out, name);
    pass_on(out);
    zip_close(&zip_, out);
  }

  void add_part(Buffer* out, const char* name, const char* text) {
    append_text(&xml, text);
    add_gathered(out, name);
  }

  void begin_sheet(Buffer* out) {
    char name[48];
    sheet_++;
    row_ = 0;
    snprintf(name, sizeof name, "xl/worksheets/sheet%d.xml", sheet_);
    zip_open(&zip_, out, name);
    append(&xml, xlsx_sheet_head);
    if (options_.has_header) {
      append(&xml, xlsx_frozen_heading);
    }
    append(&xml, xlsx_sheet_rows);
    if (!options_.has_header) {
      return;
    }
    begin_row();
    for (int i = 0; i < count_; i++) {
      append_xlsx_text(&xml, place(i), CellStyle::heading, columns_[i].name, strlen(columns_[i].name));
    }
    append(&xml, "</row>");
  }

  void end_sheet(Buffer* out) {
    append(&xml, xlsx_sheet_end);
    pass_on(out);
    zip_close(&zip_, out);
  }

  void begin_row() {
    row_++;
    append(&xml, "<row r=\"");
    append_number(&xml, row_);
    append(&xml, "\">");
    pg_lltoa(row_, row_digits_);
  }

  // Where the cell of this column stands in the present row: "AB12". Good until the next call.
  const char* place(int column) {
    size_t letters = write_letters(place_, column);
    strlcpy(place_ + letters, row_digits_, sizeof place_ - letters);
    return place_;
  }

  void append_sheet_entry(int sheet) {
    char suffix[16] = "";
    if (sheet > 1) {
      snprintf(suffix, sizeof suffix, " (%d)", sheet);
    }
    append(&xml, "<sheet name=\"");
    append_xml_text(&xml, options_.sheet,
                    clip_utf16(options_.sheet, strlen(options_.sheet), sheet_name_units - strlen(suffix)));
    append_text(&xml, suffix);
    append(&xml, "\" sheetId=\"");
    append_number(&xml, sheet);
    append(&xml, "\" r:id=\"rId");
    append_number(&xml, sheet);
    append(&xml, "\"/>");
  }

  void append_link(int number, const char* type, const char* target, bool is_numbered) {
    append(&xml, "<Relationship Id=\"rId");
    append_number(&xml, number);
    append(&xml, "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/");
    append_text(&xml, type);
    append(&xml, "\" Target=\"");
    append_text(&xml, target);
    if (is_numbered) {
      append_number(&xml, number);
    }
    append(&xml, ".xml\"/>");
  }

  const ExportOptions& options_;
  Zip zip_;
  const Column* columns_ = nullptr;
  int count_ = 0;
  int sheet_ = 0;
  int64 row_ = 0; // of the sheet, the heading included
  char row_digits_[24] = "";
  char place_[32] = "";
};

} // namespace

Format* make_xlsx(const ExportOptions& options) { return make_in_context<Xlsx>(options); }

} // namespace studio::exports
