// One cell of a worksheet as XML (ECMA-376, SpreadsheetML): a number, a truth value, a date as a count of days, or a text.
#pragma once

#include "exports/cell.h"
#include "result/buffer.h"

namespace studio::exports {

using result::Buffer;

// Index of each style in the workbook's styles.xml (xlsx_parts.h).
enum class CellStyle : uint8_t { plain, date, timestamp, time, heading };

// Appends the cell at `place` ("B7"). Not called for a null: its cell is left out.
void append_xlsx_cell(Buffer* out, const char* place, ColumnKind kind, const Cell& cell);
// A text, with a style.
void append_xlsx_text(Buffer* out, const char* place, CellStyle style, const char* text, size_t bytes);
// Text as XML holds it in an element or an attribute: escaped, and what XML forbids as _xHHHH_, which Excel reads back.
void append_xml_text(Buffer* out, const char* text, size_t bytes);
// How many bytes of UTF-8 make at most `units` of UTF-16, by which Excel counts.
size_t clip_utf16(const char* text, size_t bytes, size_t units);

} // namespace studio::exports
