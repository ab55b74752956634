// The few bytes before each message between gateway and runner. Plain structs; both sides run the same binary.
//
// A message larger than a piece travels as several pieces of the ring, in order, nothing between them. The gateway never
// reads the JSON in a frame: all that it must know stands in the header.
#pragma once

#include <cstddef>
#include <cstdint>

namespace studio::channel {

constexpr size_t piece_limit_bytes = 64 * 1024; // one shm_mq message, header included
constexpr size_t request_ring_bytes = 64 * 1024;
constexpr size_t response_ring_bytes = 256 * 1024;

enum class RequestKind : uint32_t {
  query = 1,       // text = SQL, parameters $1…; run as top-level statements
  rows_select = 2, // text = the JSON body of rows/select, `after` already opened by the gateway into an array of texts
  service = 3,     // text = name of an operation, one parameter = its JSON argument (service runner only)
  credential = 4,  // text = name of a check ("role_password"), parameters = what it needs (credential runner only)
  connect = 6,     // text = a Grant's JSON: where a remote runner leads; sequence 0, its first, answered by `ready`
  end_session = 5, // forget all session state; the runner may serve unnamed requests again
  analyze = 7,     // text = SQL that is looked at and not run; answers one `answer` frame
  rows_change = 8, // text = changes of rows as JSON, parameters = their values (wire/rows_change.h)
  explain = 12,    // text = one statement, parameters $1…; answers one `answer` frame with its plan
  effect = 16,     // text = SQL that is looked at and not run, with its parameters; answers one `answer` frame
  file = 20,       // text = SQL, the first parameter = ExportOptions, then $1 …; answers `file` frames
  // text = what is shown of it, parameters = options as JSON (wire/import_request.h), bytes; answers one `answer` frame
  import_part = 24,
};

namespace request_flag {
constexpr uint32_t read_only = 1u << 0;     // enforce a read-only session (contract A)
constexpr uint32_t named_session = 1u << 1; // keep session state afterwards
constexpr uint32_t new_session = 1u << 2;   // with named_session: "session_state":"new", else "kept"
constexpr uint32_t flush_begin = 1u << 3;   // send `begin` at once (the request has waited in the queue)
constexpr uint32_t bare = 1u << 4;          // catalog: `result` is ["name",…], `rows` is row,row,… without a shell
// explain: the options of EXPLAIN
constexpr uint32_t explain_analyze = 1u << 16;
constexpr uint32_t explain_buffers = 1u << 17;
constexpr uint32_t explain_wal = 1u << 18;
constexpr uint32_t explain_verbose = 1u << 19;
constexpr uint32_t explain_settings = 1u << 20;
constexpr uint32_t explain_timing = 1u << 21;
constexpr uint32_t explain_generic = 1u << 22; // for parameters of any value
constexpr uint32_t named_parameters = 1u << 5; // the parameters are name, value, name, value, … for :name in the text
constexpr uint32_t dry_run = 1u << 8;          // effect: run it, in a transaction that is rolled back
constexpr uint32_t file_begins = 1u << 9;      // import_part: the first part of a file
constexpr uint32_t live_plan = 1u << 23;       // query: tell the plans of its statements while they run
} // namespace request_flag

// Followed by `text_bytes` of text, then for each parameter an int32 length (−1 = NULL) and its bytes. Nothing is terminated
// or aligned. `total_bytes` counts everything after the header.
struct RequestHeader {
  uint64_t sequence; // the statement sequence number of this request in this slot
  RequestKind kind;
  uint32_t flags;
  uint32_t total_bytes;
  uint32_t text_bytes;
  uint32_t parameter_count;
  int32_t timeout_ms; // 0 = none
  int64_t row_limit;  // 0 = none
  int64_t max_cell_bytes;
  int64_t max_row_bytes;
  char request_id[40]; // a UUID, terminated
  char session[68];    // name of the session, terminated; empty where unnamed
};

enum class FrameKind : uint8_t {
  ready = 1, // the runner is up: no payload. Sequence 0
  begin,     // payloads of begin … end: one JSON object without a line feed (see doc/protocol.md 7)
  result,
  rows,
  copy,
  notice,
  complete,
  error, // `sqlstate` is set
  page, // rows_select: payload = two lines, each a JSON array of texts or null: the keys of the last row where there is a next page; of the first
  end,  // `end_status`, `transaction`, `session_changed`, `schema_changed`, `row_count` are set
  answer,      // service, credential, analyze, explain: the JSON result
  transaction, // rows_change: the id of the transaction that is about to commit; flushed
  file,        // bytes of an exported file; `row_count` says how many rows it has so far
  plan,        // query: the plan of the statement that begins, later how many rows its nodes gave
};

enum class EndStatus : uint8_t { ok = 1, failed, cancelled, timeout };
enum class TransactionState : uint8_t { idle = 1, in_transaction, failed };

// Before each piece of a frame.
struct FrameHeader {
  uint64_t sequence;    // the request it answers; 0 before the first request
  uint32_t total_bytes; // of the whole payload, in every piece
  FrameKind kind;
  uint8_t more; // 1: further pieces of this frame follow
  EndStatus end_status;
  TransactionState transaction;
  uint8_t session_changed; // end: the session holds state (SET, temporary table, prepared statement …)
  char sqlstate[6];
  uint8_t schema_changed; // end: a statement that changes objects or roles was completed
  int64_t
      row_count; // rows: how many; file: how many so far; end: rows that its statements counted, -1 where none counts any
};
static_assert(sizeof(FrameHeader) == 32);

} // namespace studio::channel
