// The statements that bring a part of a file into a relation, on this server or another. Backend C.
//
// Rows that COPY cannot write straight go through a temporary table of the part: the lines by COPY, then from it by INSERT, as the role
// and under its policies.
#pragma once

#include "imports/options.h"

namespace studio::imports {

constexpr char staging_table[] = "studio_import";
constexpr char staging_truncate[] = "TRUNCATE pg_temp.studio_import";
constexpr char staging_drop[] = "DROP TABLE pg_temp.studio_import";

// The name that a field of the file has in the table: its column's, or one of its own where it goes nowhere.
const char* staged_name(const Options& options, int field);

// `types`: of each of options.columns as SQL text, without its length, which the INSERT asks for; null for a field that goes nowhere.
const char* staging_create(const Options& options, const char* const* types);
const char* staging_insert(const Options& options, const char* const* types);

// COPY … FROM STDIN for the file as it is: into the table, or straight into the relation.
const char* copy_statement(const Options& options, bool is_staged);

// Is an error one of a line, so that another line might do? `function`: PostgreSQL's own that reported it, which tells a policy's
// refusal in every language; null where it is not known.
bool is_of_line(const char* sqlstate, const char* function);

} // namespace studio::imports
