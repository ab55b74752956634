// From a value that another server sent as text to the cell of a file.
//
// That server may say anything: a value whose type a format trusts (a number, a date, JSON stand bare or unguarded) must read as
// one. Backend C, called row by row in a remote runner.
#pragma once

#include "exports/cell.h"

namespace studio::exports {

// The kind of another server's column. Money is a text there: how it looks is that server's business.
ColumnKind kind_of_foreign_type(Oid type);

// Fills the cell with a terminated text that is not null, in the current memory context where it must be written anew. Raises
// 08P01, or 22P02 for JSON, where it is no value of the kind.
void text_cell_set(Cell* cell, ColumnKind kind, const char* text, size_t bytes);

} // namespace studio::exports
