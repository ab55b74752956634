// Questions to the catalogs in the middle of a request, by SPI as the role of the session, answered as JSON. Backend C.
#pragma once

#include "result/buffer.h"

namespace studio::runner {

constexpr int question_arguments = 4;

// Arguments of a question: OID arrays, texts, booleans.
struct Question {
  const char* sql; // with $1…; every name in it qualified
  int count;
  Oid types[question_arguments];
  Datum values[question_arguments];
  bool is_null[question_arguments];
};

void add_argument(Question* question, Oid type, Datum value);

// Appends the rows as [{"column":value,…},…]: booleans and whole numbers as such, double precision as a whole number, null as
// null, the rest as text. At most `limit` rows.
void append_rows(result::Buffer* buffer, const Question& question, int limit);

// The only value of the only row as text, in the memory context of the caller; null where it is null.
char* ask_text(const Question& question);

// The only value of the only row as a number; 0 where it is null.
int64 ask_number(const Question& question);

} // namespace studio::runner
