// The destination of a user's rows: a DestReceiver that turns slots into pages of JSON.
//
// Called by PostgreSQL's executor in a runner, row by row. Knows the sink, not the ring behind it. Sends `result` when the
// executor starts to give rows (a rule may give several results for one statement), then `rows`; the runner sends the rest.
#pragma once

#include "result/columns_json.h"
#include "result/page.h"
#include "result/row_json.h"

extern "C" {
#include "tcop/dest.h"
#include "utils/portal.h"
}

namespace studio::result {

struct ReceiverOptions {
  Page* page;
  Portal portal;   // for the target list: which table a column comes from
  int statement;   // index in the text
  bool bare;       // names only, and rows without a shell
  int64 row_limit; // 0 = none
  size_t max_cell_bytes;
  size_t max_row_bytes;
  int hidden_columns; // that many columns at the end are not shown; of the last row sent they are kept as `keys`
  Buffer* keys;       // where: `,"text",null…`, one for each hidden column; null where hidden_columns is 0
  Buffer* first_keys; // the same of the first row
  Sources sources;    // which of the statement's tables each column is of
};

struct Receiver {
  DestReceiver head; // PostgreSQL's part; must be first
  ReceiverOptions options;
  RowWriter writer;
  MemoryContext row_context;
  int64 row_count;   // rows sent of the last result
  bool is_truncated; // there was a further row beyond the limit
  bool has_result;   // `result` was sent
};

// Fills `receiver` (it lives with the caller, in the message context).
void receiver_init(Receiver* receiver, const ReceiverOptions& options);

} // namespace studio::result
