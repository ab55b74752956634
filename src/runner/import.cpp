#include "runner/import.h"

#include "imports/pieces.h"
#include "imports/statements.h"
#include "result/encoding.h"
#include "runner/attempt.h"
#include "runner/frames.h"
#include "runner/import_staging.h"
#include "runner/read_only.h"
#include "runner/statements.h"
#include "runner/transaction.h"

extern "C" {
#include "catalog/namespace.h"
#include "nodes/makefuncs.h"
#include "tcop/utility.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

using result::Buffer;

namespace {

constexpr size_t usual_answer_bytes = 4 * 1024;
constexpr size_t kept_answer_bytes = 256 * 1024;

// What goes on; a callback carries one pointer.
struct Import {
  imports::Options options;
  imports::Records records;
  bool is_staged;
  Staging staging;
  CopyTarget target; // where it is not staged
  CopySource source; // the records that are tried
  uint64 rows;       // that the present trial has written
  uint64 row_count;  // of all
  int64 bad_count;
};

// Where the part that went in last has ended, in the file; -1 where that is not known, or it failed.
int64 next_byte = -1;

Buffer bad_lines; // allocated once: JSON, with commas between them

void write_records(void* argument) {
  Import* import = static_cast<Import*>(argument);
  import->rows =
      import->is_staged ? staging_move(import->staging, import->source) : import_copy(import->target, import->source);
}

bool is_of_line(const ErrorData* error) {
  return imports::is_of_line(unpack_sql_state(error->sqlerrcode), error->funcname);
}

void append_field(Buffer* buffer, const char* text) {
  if (text == nullptr) {
    append(buffer, "null");
  } else {
    result::append_server_text(buffer, text, strlen(text));
  }
}

void note_bad_line(Import* import, const imports::Record& record, ErrorData* error) {
  if (!is_of_line(error) || import->bad_count >= import->options.skip_bad_lines) {
    ReThrowError(error);
  }
  import->bad_count++;
  Buffer* buffer = &bad_lines;
  if (buffer->used > 0) {
    append_char(buffer, ',');
  }
  append(buffer, "{\"line\":");
  append_number(buffer, record.line);
  append(buffer, ",\"code\":\"");
  append_text(buffer, unpack_sql_state(error->sqlerrcode));
  append(buffer, "\",\"message\":");
  append_field(buffer, error->message);
  append(buffer, ",\"detail\":");
  append_field(buffer, error->detail);
  append(buffer, ",\"where\":");
  append_field(buffer, error->context);
  append_char(buffer, '}');
}

// Writes what can be written and notes the rest. Each piece is tried by itself, the first first: rows are written in the order
// of the file.
void write_in_pieces(Import* import) {
  MemoryContext whole = CurrentMemoryContext;
  MemoryContext each = AllocSetContextCreate(whole, "studio import", ALLOCSET_DEFAULT_SIZES);
  imports::Pieces pieces;
  imports::pieces_begin(&pieces, import->records);
  imports::Range range;
  while (imports::pieces_next(&pieces, &range)) {
    CHECK_FOR_INTERRUPTS();
    import->source = {&import->records, range.first, range.last};
    MemoryContextSwitchTo(each);
    ErrorData* error = attempt_and_keep(write_records, import);
    MemoryContextSwitchTo(whole);
    if (error == nullptr) {
      import->row_count += import->rows;
    } else if (range.last - range.first == 1) {
      note_bad_line(import, import->records.items[range.first], error);
    } else if (is_of_line(error)) {
      imports::pieces_cut(&pieces, range, import_copy_line());
    } else {
      ReThrowError(error);
    }
    MemoryContextReset(each);
  }
  MemoryContextDelete(each);
}

void prepare(Import* import) {
  RangeVar* name = makeRangeVar(pstrdup(import->options.schema), pstrdup(import->options.relation), -1);
  Oid relation = RangeVarGetRelid(name, RowExclusiveLock, false);
  bool maps_all = true;
  List* columns = NIL;
  for (int i = 0; i < import->options.column_count; i++) {
    const char* column = import->options.columns[i];
    maps_all = maps_all && column != nullptr;
    if (column != nullptr) {
      columns = lappend(columns, makeString(pstrdup(column)));
    }
  }
  import->is_staged =
      !maps_all || imports::is_ndjson(import->options) || import->options.key_count > 0 || !import_may_copy(relation);
  if (import->is_staged) {
    staging_create(&import->staging, import->options, relation);
  } else {
    import->target = {import->options.schema, import->options.relation, columns, import_copy_options(import->options)};
  }
}

void write_all(Import* import) {
  if (import->records.count == 0) {
    return;
  }
  PushActiveSnapshot(GetTransactionSnapshot());
  prepare(import);
  if (import->options.skip_bad_lines > 0) {
    write_in_pieces(import);
  } else {
    import->source = {&import->records, 0, import->records.count};
    write_records(import);
    import->row_count = import->rows;
  }
  if (import->is_staged) {
    staging_drop();
  }
  PopActiveSnapshot();
}

void send_answer(const Import& import) {
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"rows\":");
  append_number(buffer, static_cast<int64>(import.row_count));
  append(buffer, ",\"bytes\":");
  append_number(buffer, static_cast<int64>(import.records.taken));
  append(buffer, ",\"lines\":");
  append_number(buffer, import.records.lines);
  append(buffer, ",\"bad_lines\":[");
  append_bytes(buffer, bad_lines.data, bad_lines.used);
  append(buffer, "]}");
  send_frame(channel::FrameKind::answer, buffer->data, buffer->used, false);
}

} // namespace

void run_import() {
  const channel::Request& request = session.request;
  if (request.header.parameter_count != 2 || request.parameters[0] == nullptr || request.parameters[1] == nullptr) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("malformed import request")));
  }
  session.hide_positions = true;
  transaction_check(nullptr);
  command_start();
  MemoryContextSwitchTo(session.message_context);
  if (is_read_only()) {
    read_only_begin_statement();
  }
  PreventCommandIfReadOnly("COPY FROM");
  if (bad_lines.data == nullptr) {
    result::buffer_init(&bad_lines, usual_answer_bytes);
  }
  result::buffer_reset(&bad_lines, kept_answer_bytes);
  debug_query_string = server_text(request.text, request.header.text_bytes);
  pgstat_report_activity(STATE_RUNNING, debug_query_string);
  Import* import = static_cast<Import*>(palloc0(sizeof(Import)));
  imports::read_options(&import->options, server_text(request.parameters[0], static_cast<size_t>(request.lengths[0])));
  int64 expected_byte = next_byte;
  next_byte = -1;
  if (import->options.follows && import->options.first_byte != expected_byte) {
    next_byte =
        expected_byte; // sent ahead of what it follows, or behind a part that was not taken whole: it is sent again
  } else {
    imports::find_records(&import->records, import->options, request.parameters[1],
                          static_cast<size_t>(request.lengths[1]));
    write_all(import);
    if (import->options.first_byte >= 0) {
      next_byte = import->options.first_byte + static_cast<int64>(import->records.taken);
    }
  }
  session.row_count = static_cast<int64>(import->row_count);
  send_answer(*import);
  command_finish();
  debug_query_string = nullptr;
}

} // namespace studio::runner
