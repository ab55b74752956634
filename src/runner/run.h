// One top-level statement: analyze, plan, portal, receiver, as postgres.c runs it for a client.
#pragma once

#include "exports/file.h"
#include "result/buffer.h"
#include "runner/column_sources.h"
#include "runner/parameters.h"

extern "C" {
#include "nodes/parsenodes.h"
}

namespace studio::runner {

// What a whole text needs besides the text itself.
struct Text {
  const char* sql;               // in the database's encoding; error positions count over all of it
  List* statements;              // RawStmt
  Parameters* parameters;        // null = none
  ParamListInfo values;          // set once they are read
  const char* logged_parameters; // their text, where the log may want it
  bool was_logged;               // by log_statement
  int64 row_limit;               // 0 = none
  int hidden_columns;            // see result::ReceiverOptions
  result::Buffer* keys;
  result::Buffer* first_keys;
  bool physical_order;     // read tables from their first page to their last, as they lie
  exports::File* file;     // where the rows go instead; null = to the client, as JSON
  result::Sources sources; // set: of the statement that runs
  bool is_truncated;       // set: the last result had further rows
  // A text among several of one request (rows_change): its statement's number, and that the transaction goes on behind it.
  bool is_part;
  int first;
  void (*check)(uint64 row_count); // may raise, before the statement counts as complete; null = nothing is asked
};

// Runs the statement at `index` of the text. Sends `result`, `rows` and `complete`; an error is raised.
void run_statement(Text* text, int index);

} // namespace studio::runner
