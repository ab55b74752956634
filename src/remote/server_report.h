// What a remote server says went wrong, as an error of ours. It may say anything, or nothing.
#pragma once

#include <libpq-fe.h>

#include "core/error.h"

namespace studio::remote {

// All fields of an error or notice; what is missing or no such thing (a severity, an SQLSTATE) gets a plain value. Each field is
// cut at 64 KiB.
core::Error read_report(const PGresult* result, const char* default_severity);

// Throws what the server has said, or 08P01 where its answer is no table of so many columns.
void need_table(const PGresult* answer, int column_count);

// The same of a command that answers no table.
void need_done(const PGresult* answer);

} // namespace studio::remote
