#include "wire/export_request.h"

#include <array>

#include "core/json_reader.h"
#include "core/sqlstate.h"
#include "core/utf8.h"
#include "wire/message_json.h"

namespace studio::wire {

namespace {

using core::JsonObject;

constexpr std::size_t identifier_limit_bytes = 256; // as in message_json.cpp
constexpr std::size_t null_limit_bytes = 64;
constexpr std::size_t sheet_limit_units = 31; // Excel's, in units of UTF-16
constexpr std::size_t file_name_limit_characters = 200;
constexpr std::int64_t rows_per_insert_max = 10000;

struct FormatName {
  FileFormat format;
  std::string_view name;
  std::string_view extension;
  std::string_view content_type;
};

constexpr std::array<FormatName, 7> formats{{
    {FileFormat::csv, "csv", "csv", "text/csv; charset=utf-8"},
    {FileFormat::tsv, "tsv", "tsv", "text/tab-separated-values; charset=utf-8"},
    {FileFormat::json, "json", "json", "application/json"},
    {FileFormat::ndjson, "ndjson", "ndjson", "application/x-ndjson"},
    {FileFormat::sql, "sql", "sql", "application/sql; charset=utf-8"},
    {FileFormat::markdown, "markdown", "md", "text/markdown; charset=utf-8"},
    {FileFormat::xlsx, "xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}};

[[noreturn]] void fail(std::string message) {
  throw core::Error(core::sqlstate::invalid_parameter_value, std::move(message));
}

const FormatName& read_format(std::string_view name) {
  for (const FormatName& format : formats) {
    if (format.name == name)
      return format;
  }
  fail("field \"format\" must be \"csv\", \"tsv\", \"json\", \"ndjson\", \"sql\", \"markdown\" or \"xlsx\"");
}

bool has_control(std::string_view text) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      return true;
  }
  return false;
}

char read_delimiter(std::string_view text) {
  const char c = text.size() == 1 ? text[0] : '\0';
  const bool is_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if ((c < 0x20 && c != '\t') || c == 0x7F || c == '"' || is_word)
    fail("field \"delimiter\" must be one character of ASCII that is no letter, digit or quote");
  return c;
}

bool read_line_end(std::string_view text) {
  if (text != "crlf" && text != "lf")
    fail("field \"line_end\" must be \"crlf\" or \"lf\"");
  return text == "crlf";
}

std::string read_null(std::string_view text) {
  if (has_control(text) || text.find('"') != std::string_view::npos)
    fail("field \"null\" must not hold control characters or quotes");
  return std::string(text);
}

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += byte >= 0xF0 ? 2 : (byte & 0xC0) != 0x80 ? 1 : 0;
  }
  return units;
}

// Excel's rules for the name of a sheet.
std::string read_sheet(std::string_view text) {
  const bool is_bad = text.empty() || utf16_units(text) > sheet_limit_units || has_control(text) ||
                      text.find_first_of("[]:*?/\\") != std::string_view::npos || text.front() == '\'' ||
                      text.back() == '\'';
  if (is_bad)
    fail("field \"sheet\" must be 1 to 31 characters without [ ] : * ? / \\ and not begin or end with an apostrophe");
  return std::string(text);
}

// A name and no path, on every system that may receive it.
std::string read_file_name(std::string_view text) {
  const bool is_bad = text.empty() || core::count_code_points(text) > file_name_limit_characters || has_control(text) ||
                      text.find_first_of("/\\:*?\"<>|") != std::string_view::npos || text.front() == '.';
  if (is_bad)
    fail("field \"file_name\" must be 1 to 200 characters, not begin with a dot, and hold none of / \\ : * ? \" < > |");
  return std::string(text);
}

void read_table(const JsonObject& options, ExportRequest& request) {
  if (!options.has("table"))
    return;
  const JsonObject table = options.object("table");
  table.refuse_others({"schema", "name"});
  request.schema = table.optional_string("schema", identifier_limit_bytes).value_or("");
  request.table = table.string("name", identifier_limit_bytes);
  if (request.table.empty())
    fail("field \"name\" must not be empty");
  if (request.schema.find('\0') != std::string::npos || request.table.find('\0') != std::string::npos)
    fail("field \"table\" must not hold U+0000");
}

void read_options(const JsonObject& options, ExportRequest& request) {
  options.refuse_others({"header", "formula_safe", "quote_all", "line_end", "byte_order_mark", "delimiter", "null",
                         "table", "rows_per_insert", "overriding_system_value", "sheet", "file_name"});
  request.has_header = options.optional_boolean("header").value_or(request.has_header);
  request.is_formula_safe = options.optional_boolean("formula_safe").value_or(request.is_formula_safe);
  request.quotes_all = options.optional_boolean("quote_all").value_or(request.quotes_all);
  request.has_byte_order_mark = options.optional_boolean("byte_order_mark").value_or(request.has_byte_order_mark);
  request.ends_lines_with_crlf = read_line_end(options.optional_string("line_end", 4).value_or("crlf"));
  request.delimiter = read_delimiter(options.optional_string("delimiter", 4).value_or(","));
  request.null_text = read_null(options.optional_string("null", null_limit_bytes).value_or(""));
  request.rows_per_insert =
      options.optional_integer("rows_per_insert", 1, rows_per_insert_max).value_or(request.rows_per_insert);
  request.overrides_identity = options.optional_boolean("overriding_system_value").value_or(request.overrides_identity);
  request.sheet = read_sheet(options.optional_string("sheet", 4 * sheet_limit_units).value_or(request.sheet));
  if (const auto name = options.optional_string("file_name", 4 * file_name_limit_characters))
    request.file_name = read_file_name(*name);
  read_table(options, request);
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

} // namespace

ExportRequest parse_export(std::string_view body) {
  const core::JsonDocument document = core::JsonDocument::parse(body, core::JsonLimits{.bytes = body.size()});
  const JsonObject object = document.root_object();
  object.refuse_others({"sql", "parameters", "row_limit", "timeout_ms", "read_only", "session", "format", "options"});
  ExportRequest request;
  const FormatName& format = read_format(object.string("format", 16));
  request.format = format.format;
  request.file_name = "result." + std::string(format.extension);
  request.query = read_query(object);
  if (object.has("options"))
    read_options(object.object("options"), request);
  return request;
}

std::string_view content_type(FileFormat format) {
  for (const FormatName& known : formats) {
    if (known.format == format)
      return known.content_type;
  }
  return "application/octet-stream";
}

std::string content_disposition(std::string_view file_name) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string plain;
  std::string encoded;
  for (char c : file_name) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c)) {
      plain.push_back(c);
      encoded.push_back(c);
      continue;
    }
    // One mark for a character of several bytes.
    if ((byte & 0xC0) != 0x80)
      plain.push_back(c == ' ' ? ' ' : '_');
    encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

} // namespace studio::wire
