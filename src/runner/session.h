// What a runner knows of itself: whose session it is, which request it runs, how far it has come.
//
// One runner serves one (database, role, account) for life, one request at a time. One global, because PostgreSQL's
// callbacks (messages, signals, hooks) carry no argument of ours. Backend C.
#pragma once

#include "channel/runner_end.h"
#include "result/page.h"
#include "syntax/parameters.h"

namespace studio::runner {

enum class Phase {
  starting,  // connecting; only a failure is told, as an error frame of sequence 0
  idle,      // waits for a request; nothing that happens belongs to one
  running,   // runs the statements of a request
  finishing, // cleans up after them; a failure here ends the process
};

struct Session {
  channel::RunnerEnd end;
  channel::Slot* slot;
  Phase phase;
  channel::Request request;  // good in the phases running and finishing
  int statement;             // index in the text of the statement being run
  int64 row_count;           // of the statements so far that count rows; -1 where none does
  bool has_changed_schema;   // a statement that PostgreSQL's log_statement = 'ddl' would log was completed
  channel::EndStatus status; // how the request ends, as far as is known
  bool hide_positions;       // the text is ours (rows_select): a position in it tells the client nothing
  const syntax::NamedText*
      named;         // the text as it is run, where it names parameters; places in it lead back to what was sent
  int64 started_ns;  // when the request began, monotonic
  result::Page page; // rows on their way
  MemoryContext message_context; // PostgreSQL's MessageContext: emptied before each request
};

extern Session session;

// Nanoseconds of the monotonic clock.
int64 monotonic_nanoseconds();

// Connects this process to the slot's database as the slot's role, applies what a session of studio begins with, says
// `ready`. A failure is told to the gateway and ends the process.
void session_start();

// What a session begins with, and gets back after a reset: the role's own `SET role`.
void session_restore_role();

// Has PostgreSQL convert nothing but what must be: all our messages are UTF-8. Before each statement, since a client may SET
// client_encoding.
void session_force_encoding();

// Shows the request's id as application_name.
void session_show_request();

inline bool is_named() { return (session.request.header.flags & channel::request_flag::named_session) != 0; }
inline bool has_named_parameters() {
  return (session.request.header.flags & channel::request_flag::named_parameters) != 0;
}
inline bool is_bare() { return (session.request.header.flags & channel::request_flag::bare) != 0; }
inline bool is_read_only() { return (session.request.header.flags & channel::request_flag::read_only) != 0; }

} // namespace studio::runner
