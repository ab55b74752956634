// How a file of an export is to be written, as the gateway tells a runner: the first parameter of a request of kind `file`.
//
// A plain struct of fixed size; both sides run the same binary. Texts are UTF-8 and terminated.
#pragma once

#include <cstddef>
#include <cstdint>

namespace studio::channel {

enum class ExportFormat : uint32_t { csv = 1, tsv, json, ndjson, sql, markdown, xlsx };

constexpr size_t export_name_bytes = 256;
constexpr size_t export_null_bytes = 64;
constexpr size_t export_sheet_bytes = 128;

struct ExportOptions {
  ExportFormat format;
  bool has_header;                       // csv, tsv, xlsx: the first line holds the names
  bool is_formula_safe;                  // csv, tsv: what a spreadsheet would compute gets an apostrophe
  bool quotes_all;                       // csv, tsv: every value that is not null
  bool ends_lines_with_crlf;             // csv, tsv
  bool has_byte_order_mark;              // csv, tsv: U+FEFF first, by which Excel knows UTF-8
  bool overrides_identity;               // sql: OVERRIDING SYSTEM VALUE
  char delimiter;                        // csv
  int32_t rows_per_insert;               // sql
  int64_t row_limit;                     // the file ends after so many rows, as asked; 0 = none
  char null_text[export_null_bytes + 1]; // csv, tsv, markdown
  char schema[export_name_bytes + 1];    // sql: of the table; empty = unqualified
  char table[export_name_bytes + 1];     // sql
  char sheet[export_sheet_bytes + 1];    // xlsx: name of the first sheet
};

} // namespace studio::channel
