// What a client asks for, as plain values: the bodies of doc/protocol.md section 6 and the socket messages of section 8.
//
// Plain C++: knows neither HTTP nor PostgreSQL. Absent fields are nullopt or empty; settings fill them in the gateway, which
// also checks what only it can know (limits that are settings, whether a connection exists).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "core/uuid.h"
#include "wire/rows_change.h"

#include "core/no_postgres.h"

namespace studio::wire {

struct QueryRequest {
  std::string sql;                                    // may be empty: PostgreSQL takes an empty text
  std::vector<std::optional<std::string>> parameters; // $1…; where they are named: name, value, name, value, …
  bool has_named_parameters = false;
  std::optional<std::int64_t> row_limit;  // rows of each result; 0 = none
  std::optional<std::int64_t> timeout_ms; // 0 = none
  bool read_only = false;
  std::string session;           // empty = unnamed
  bool requires_session = false; // refused where that session is not there
  bool background = false;       // goes on without a reader; over HTTP alone
  bool live_plan = false;        // tells the plans of its statements while they run
  std::optional<std::int64_t> max_cell_bytes;
};

enum class Direction { ascending, descending };
enum class NullsPlacement { unsaid, first, last };

struct OrderColumn {
  std::string column;
  Direction direction = Direction::ascending;
  NullsPlacement nulls = NullsPlacement::unsaid;
};

struct RowsSelectRequest {
  std::string schema;
  std::string relation;
  std::vector<std::string> columns; // empty = all
  std::vector<OrderColumn> order;
  std::string cursor;             // opaque; empty = from the beginning
  bool is_backward = false;       // what stands before the cursor, the nearest first
  std::optional<std::int64_t> at; // from this part of all rows on, in millionths
  std::string filter;             // as the runner reads it; empty = every row
  std::int64_t limit = 100;
  std::optional<std::int64_t> count_up_to; // how many rows there are is wanted, and not the rows
  std::optional<std::int64_t> max_cell_bytes;
  std::string session; // empty = unnamed
  std::string as_role; // whose view of the rows is wanted; empty = the connection's own role. Never in a session
};

// SQL that is looked at and not run.
struct AnalyzeRequest {
  std::string sql;
  std::string session; // it is looked at in there, if it is open and idle; empty for none
};

// One statement whose plan is wanted.
struct ExplainRequest {
  std::string sql;
  std::vector<std::optional<std::string>> parameters; // as QueryRequest's
  bool has_named_parameters = false;
  bool analyze = false; // run it, and roll back
  bool buffers = false;
  bool wal = false;
  bool verbose = false;
  bool settings = false;
  bool timing = true;
  bool generic = false; // for parameters of any value
  std::optional<std::int64_t> timeout_ms;
  bool read_only = false;
  std::string session;
};

// SQL whose effect is wanted before it is run.
struct EffectRequest {
  std::string sql;
  std::vector<std::optional<std::string>> parameters; // as QueryRequest's
  bool has_named_parameters = false;
  bool dry_run = false; // run it, and roll back
  std::string session;  // as AnalyzeRequest's
};

// The socket's own messages. `id` is the client's name for a query.
struct AuthenticateMessage {
  std::string access_token;
};
struct QueryMessage {
  std::string id;
  core::Uuid connection;
  std::optional<std::int64_t> credit_bytes;
  QueryRequest request;
};
struct RowsSelectMessage {
  std::string id;
  core::Uuid connection;
  std::optional<std::int64_t> credit_bytes;
  RowsSelectRequest request;
};
struct RowsChangeMessage {
  std::string id;
  core::Uuid connection;
  std::optional<std::int64_t> credit_bytes;
  RowsChangeRequest request;
};
struct CreditMessage {
  std::string id;
  std::int64_t bytes = 0;
};
struct CancelMessage {
  std::string id;
};
// Wants to hear when the schema of the connection's database changes.
struct FollowSchemaMessage {
  std::string id;
  core::Uuid connection;
};
// A message that could not be taken. The socket stays open; `id` is empty where none could be read.
struct RefusedMessage {
  std::string id;
  core::Error error;
};

using ClientMessage = std::variant<AuthenticateMessage, QueryMessage, RowsSelectMessage, RowsChangeMessage,
                                   CreditMessage, CancelMessage, FollowSchemaMessage, RefusedMessage>;

} // namespace studio::wire
