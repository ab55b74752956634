#include "runner/export.h"

#include "runner/frames.h"
#include "runner/statements.h"
#include "runner/transaction.h"

namespace studio::runner {

void run_export() {
  const channel::Request& request = session.request;
  if (request.header.parameter_count == 0) {
    ereport(ERROR, (errcode(ERRCODE_PROTOCOL_VIOLATION), errmsg("malformed export request")));
  }
  command_start();
  MemoryContextSwitchTo(session.message_context);
  exports::File file;
  exports::file_init(&file, request.parameters[0], static_cast<size_t>(Max(request.lengths[0], 0)), {send_file},
                     request.header.row_limit);
  Text text;
  Parameters parameters;
  read_text(&text, &parameters, 1);
  text.row_limit = 0; // the file counts its rows itself
  text.file = &file;
  run_text(&text);
}

} // namespace studio::runner
