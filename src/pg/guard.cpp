#include "pg/guard.h"

namespace studio::pg {

namespace {

std::string text(const char* value) { return value == nullptr ? std::string() : std::string(value); }

// Copying can itself run out of memory: then a null comes back, and the error stack is flushed all the same.
ErrorData* copy_current_error() {
  ExceptionStack keep;
  sigjmp_buf here;
  ErrorData* data = nullptr;
  if (sigsetjmp(here, 0) == 0) {
    PG_exception_stack = &here;
    data = CopyErrorData();
  } else {
    data = nullptr;
  }
  FlushErrorState();
  return data;
}

} // namespace

void throw_current_error(MemoryContext caller_context) {
  MemoryContextSwitchTo(caller_context);
  ErrorData* data = copy_current_error();
  if (data == nullptr) {
    throw core::Error("53200", "out of memory");
  }
  core::Error error(unpack_sql_state(data->sqlerrcode), text(data->message));
  error.detail = text(data->detail);
  error.hint = text(data->hint);
  error.where = text(data->context);
  error.schema = text(data->schema_name);
  error.table = text(data->table_name);
  error.column = text(data->column_name);
  error.datatype = text(data->datatype_name);
  error.constraint = text(data->constraint_name);
  error.internal_query = text(data->internalquery);
  error.position = data->cursorpos;
  error.internal_position = data->internalpos;
  FreeErrorData(data);
  throw error;
}

} // namespace studio::pg
