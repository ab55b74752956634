// What a client asks for by POST /connections/{id}/export: a statement, and how the file of its rows is to be written.
//
// Plain C++. Absent options have their defaults here.
#pragma once

#include <string>
#include <string_view>

#include "wire/message.h"

#include "core/no_postgres.h"

namespace studio::wire {

enum class FileFormat { csv, tsv, json, ndjson, sql, markdown, xlsx };

struct ExportRequest {
  QueryRequest query; // `row_limit`: the file ends after so many rows; absent = all there are
  FileFormat format = FileFormat::csv;
  bool has_header = true;
  bool is_formula_safe = true;
  bool quotes_all = false;
  bool ends_lines_with_crlf = true;
  bool has_byte_order_mark = false;
  char delimiter = ',';
  std::string null_text;
  std::string schema; // empty = the table's name stands alone
  std::string table = "result";
  std::int64_t rows_per_insert = 100;
  bool overrides_identity = false; // sql: values of identity columns are kept
  std::string sheet = "Result";
  std::string file_name; // with its extension
};

// The body of the request. Throws core::Error as json_reader.h and 22023 for a value out of range.
ExportRequest parse_export(std::string_view body);

// "text/csv; charset=utf-8" …
std::string_view content_type(FileFormat format);
// attachment, with the name for all browsers: RFC 6266, RFC 8187.
std::string content_disposition(std::string_view file_name);

} // namespace studio::wire
