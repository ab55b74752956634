#include "runner/spi_json.h"

#include "result/encoding.h"

extern "C" {
#include "catalog/pg_type.h"
#include "executor/spi.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

void append_value(Buffer* buffer, HeapTuple row, TupleDesc columns, int number) {
  bool is_null = false;
  Datum value = SPI_getbinval(row, columns, number, &is_null);
  if (is_null) {
    append(buffer, "null");
    return;
  }
  switch (SPI_gettypeid(columns, number)) {
  case BOOLOID:
    append_text(buffer, DatumGetBool(value) ? "true" : "false");
    break;
  case INT4OID:
    append_number(buffer, DatumGetInt32(value));
    break;
  case INT8OID:
    append_number(buffer, DatumGetInt64(value));
    break;
  case FLOAT8OID:
    append_number(buffer, static_cast<int64>(DatumGetFloat8(value)));
    break;
  default: {
    const char* text = SPI_getvalue(row, columns, number);
    result::append_server_text(buffer, text, strlen(text));
    break;
  }
  }
}

void run(const Question& question, long limit) {
  char nulls[question_arguments + 1];
  for (int i = 0; i < question_arguments; i++) {
    nulls[i] = i < question.count && question.is_null[i] ? 'n' : ' ';
  }
  nulls[question_arguments] = '\0';
  int result = SPI_execute_with_args(question.sql, question.count, const_cast<Oid*>(question.types),
                                     const_cast<Datum*>(question.values), nulls, true, limit);
  if (result != SPI_OK_SELECT) {
    elog(ERROR, "a question to the catalogs failed: %s", SPI_result_code_string(result));
  }
}

} // namespace

void add_argument(Question* question, Oid type, Datum value) {
  question->types[question->count] = type;
  question->values[question->count] = value;
  question->is_null[question->count] = false;
  question->count++;
}

void append_rows(Buffer* buffer, const Question& question, int limit) {
  SPI_connect();
  run(question, limit);
  TupleDesc columns = SPI_tuptable->tupdesc;
  append_char(buffer, '[');
  for (uint64 i = 0; i < SPI_processed; i++) {
    append_text(buffer, i > 0 ? ",{" : "{");
    for (int number = 1; number <= columns->natts; number++) {
      const char* name = SPI_fname(columns, number);
      append_text(buffer, number > 1 ? ",\"" : "\"");
      append_text(buffer, name);
      append(buffer, "\":");
      append_value(buffer, SPI_tuptable->vals[i], columns, number);
    }
    append_char(buffer, '}');
  }
  append_char(buffer, ']');
  SPI_finish();
}

char* ask_text(const Question& question) {
  MemoryContext context = CurrentMemoryContext;
  SPI_connect();
  run(question, 1);
  const char* text = SPI_processed > 0 ? SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1) : nullptr;
  char* kept = text != nullptr ? MemoryContextStrdup(context, text) : nullptr;
  SPI_finish();
  return kept;
}

int64 ask_number(const Question& question) {
  SPI_connect();
  run(question, 1);
  bool is_null = true;
  Datum value = SPI_processed > 0 ? SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &is_null) : 0;
  int64 number = is_null ? 0 : DatumGetInt64(value);
  SPI_finish();
  return number;
}

} // namespace studio::runner
