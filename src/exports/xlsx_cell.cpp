#include "exports/xlsx_cell.h"

extern "C" {
#include "common/shortest_dec.h"
#include "utils/datetime.h"
}

namespace studio::exports {

namespace {

constexpr size_t cell_limit_units = 32767; // of UTF-16; Excel calls a workbook with a longer one damaged
constexpr char cut_mark[] = " … [cut]";
constexpr size_t cut_mark_units = 8;
constexpr size_t exact_digits = 15; // what Excel keeps of a number that somebody types

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads exactly `count` digits; false where there are others.
bool read_digits(const char* text, int count, int* value) {
  *value = 0;
  for (int i = 0; i < count; i++) {
    if (!is_digit(text[i])) {
      return false;
    }
    *value = *value * 10 + (text[i] - '0');
  }
  return true;
}

// "2026-01-31" as the days that Excel counts. False before March 1900, where Excel counts a day that never was, behind 9999,
// and for what is no date (infinity).
bool read_days(const char* text, size_t bytes, double* days) {
  int year = 0;
  int month = 0;
  int day = 0;
  bool is_date = bytes >= 10 && read_digits(text, 4, &year) && text[4] == '-' && read_digits(text + 5, 2, &month) &&
                 text[7] == '-' && read_digits(text + 8, 2, &day);
  if (!is_date || year < 1900 || (year == 1900 && month < 3)) {
    return false;
  }
  *days = date2j(year, month, day) - date2j(1899, 12, 30);
  return true;
}

// "12:34:56.789" as a part of a day; what follows it is a zone at most.
bool read_time(const char* text, size_t bytes, double* part) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool is_time = bytes >= 8 && read_digits(text, 2, &hour) && text[2] == ':' && read_digits(text + 3, 2, &minute) &&
                 text[5] == ':' && read_digits(text + 6, 2, &second);
  if (!is_time || hour > 23) {
    return false;
  }
  double fraction = 0;
  double scale = 0.1;
  for (size_t i = 9; bytes > 8 && text[8] == '.' && i < bytes && is_digit(text[i]); i++, scale /= 10) {
    fraction += (text[i] - '0') * scale;
  }
  *part = (hour * 3600 + minute * 60 + second + fraction) / 86400;
  return true;
}

bool is_bc(const char* text, size_t bytes) { return bytes > 3 && memcmp(text + bytes - 3, " BC", 3) == 0; }

// The days of a date, a time or a timestamp (as the clock showed it), where Excel has them.
bool read_moment(ColumnKind kind, const Cell& cell, double* days) {
  if (is_bc(cell.text, cell.bytes)) {
    return false;
  }
  if (kind == ColumnKind::date) {
    return cell.bytes == 10 && read_days(cell.text, cell.bytes, days);
  }
  if (kind == ColumnKind::time) {
    return read_time(cell.text, cell.bytes, days);
  }
  double part = 0;
  bool is_read = cell.bytes > 11 && cell.text[10] == ' ' && read_days(cell.text, cell.bytes, days) &&
                 read_time(cell.text + 11, cell.bytes - 11, &part);
  *days += part;
  return is_read;
}

CellStyle style_of(ColumnKind kind) {
  switch (kind) {
  case ColumnKind::date:
    return CellStyle::date;
  case ColumnKind::time:
    return CellStyle::time;
  case ColumnKind::timestamp:
  case ColumnKind::timestamptz:
    return CellStyle::timestamp;
  default:
    return CellStyle::plain;
  }
}

// A double is kept whole unless it is too small; of a number with more digits than Excel keeps, the text is the truth.
bool keeps_number(ColumnKind kind, const Cell& cell) {
  if (!is_plain_number(kind, cell)) {
    return false;
  }
  const char* exponent = static_cast<const char*>(memchr(cell.text, 'e', cell.bytes));
  if (kind == ColumnKind::floating) {
    return exponent == nullptr || strncmp(exponent, "e-3", 3) != 0 || cell.text + cell.bytes - exponent < 5;
  }
  size_t digits = 0;
  for (size_t i = 0; i < cell.bytes; i++) {
    bool is_leading = digits == 0 && cell.text[i] == '0';
    digits += is_digit(cell.text[i]) && !is_leading ? 1 : 0;
  }
  return digits <= exact_digits && cell.bytes <= 2 * exact_digits;
}

void open_cell(Buffer* out, const char* place, CellStyle style) {
  append(out, "<c r=\"");
  append_text(out, place);
  append_char(out, '"');
  if (style != CellStyle::plain) {
    append(out, " s=\"");
    append_char(out, static_cast<char>('0' + static_cast<int>(style)));
    append_char(out, '"');
  }
}

// "_x0041_" in a text would be read as "A".
bool looks_escaped(const char* text, size_t bytes) {
  return bytes >= 7 && text[1] == 'x' && text[6] == '_' && isxdigit(static_cast<unsigned char>(text[2])) &&
         isxdigit(static_cast<unsigned char>(text[3])) && isxdigit(static_cast<unsigned char>(text[4])) &&
         isxdigit(static_cast<unsigned char>(text[5]));
}

void append_forbidden(Buffer* out, unsigned code) {
  char text[8];
  snprintf(text, sizeof text, "_x%04X_", code & 0xFFFF);
  append_text(out, text);
}

} // namespace

void append_xml_text(Buffer* out, const char* text, size_t bytes) {
  for (size_t i = 0; i < bytes; i++) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c == '&') {
      append(out, "&amp;");
    } else if (c == '<') {
      append(out, "&lt;");
    } else if (c == '>') {
      append(out, "&gt;");
    } else if (c == '"') {
      append(out, "&quot;");
    } else if (c < 0x20 && c != '\t' && c != '\n') {
      append_forbidden(out, c);
    } else if (c == 0xEF && bytes - i >= 3 && text[i + 1] == '\xBF' &&
               static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
      append_forbidden(out, 0xFFC0u | (static_cast<unsigned char>(text[i + 2]) & 0x3F));
      i += 2;
    } else if (c == '_' && looks_escaped(text + i, bytes - i)) {
      append(out, "_x005F_");
    } else {
      append_char(out, text[i]);
    }
  }
}

size_t clip_utf16(const char* text, size_t bytes, size_t units) {
  size_t used = 0;
  for (size_t i = 0; i < bytes; i++) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    size_t needs = c >= 0xF0 ? 2 : (c & 0xC0) != 0x80 ? 1 : 0;
    if (used + needs > units) {
      return i;
    }
    used += needs;
  }
  return bytes;
}

void append_xlsx_text(Buffer* out, const char* place, CellStyle style, const char* text, size_t bytes) {
  size_t shown = clip_utf16(text, bytes, cell_limit_units);
  bool is_cut = shown < bytes;
  if (is_cut) {
    shown = clip_utf16(text, bytes, cell_limit_units - cut_mark_units);
  }
  open_cell(out, place, style);
  append(out, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  append_xml_text(out, text, shown);
  append_text(out, is_cut ? cut_mark : "");
  append(out, "</t></is></c>");
}

void append_xlsx_cell(Buffer* out, const char* place, ColumnKind kind, const Cell& cell) {
  double days = 0;
  CellStyle style = style_of(kind);
  if (kind == ColumnKind::boolean) {
    open_cell(out, place, style);
    append_text(out, cell.text[0] == 't' ? " t=\"b\"><v>1</v></c>" : " t=\"b\"><v>0</v></c>");
  } else if (keeps_number(kind, cell)) {
    open_cell(out, place, style);
    append(out, "><v>");
    append_bytes(out, cell.text, cell.bytes);
    append(out, "</v></c>");
  } else if (style != CellStyle::plain && read_moment(kind, cell, &days)) {
    char number[DOUBLE_SHORTEST_DECIMAL_LEN];
    double_to_shortest_decimal_buf(days, number);
    open_cell(out, place, style);
    append(out, "><v>");
    append_text(out, number);
    append(out, "</v></c>");
  } else {
    append_xlsx_text(out, place, CellStyle::plain, cell.text, cell.bytes);
  }
}

} // namespace studio::exports
