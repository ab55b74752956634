#include "service/reply.h"

#include "core/json_writer.h"
#include "pg/guard.h"
#include "wire/error_json.h"

extern "C" {
#include "mb/pg_wchar.h"
}

namespace studio::service {

namespace {

channel::RunnerEnd* fatal_end = nullptr;
const uint64* fatal_sequence = nullptr;
emit_log_hook_type next_log_hook = nullptr;
bool is_ready = false; // connected, and `ready` has been said

void send_frame(channel::RunnerEnd& end, channel::FrameKind kind, uint64 sequence, const char* code,
                std::string_view payload) {
  channel::FrameHeader header = {};
  header.sequence = sequence;
  header.kind = kind;
  header.transaction = channel::TransactionState::idle;
  strlcpy(header.sqlstate, code, sizeof header.sqlstate);
  pg::call([&] { channel::runner_send(&end, header, payload.data(), payload.size(), true); });
}

// A message of the server is in the database's encoding; the wire is UTF-8.
std::string to_utf8(const char* text) {
  if (text == nullptr) {
    return {};
  }
  return pg::call(
      [&] { return static_cast<const char*>(pg_server_to_any(text, static_cast<int>(strlen(text)), PG_UTF8)); });
}

void send_fatal(channel::RunnerEnd& end, const ErrorData* data) {
  core::Error error(unpack_sql_state(data->sqlerrcode), to_utf8(data->message));
  error.severity = "FATAL";
  error.detail = to_utf8(data->detail);
  error.hint = to_utf8(data->hint);
  send_error(end, *fatal_sequence, error, end.slot->request_id);
}

// The database or the role is not there: studio is not created. The gateway says so once in the log, and it asks anew each
// time that roles or databases change, so these are no news.
bool means_not_created(const ErrorData* data) {
  return !is_ready && (data->sqlerrcode == ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION ||
                       data->sqlerrcode == ERRCODE_UNDEFINED_DATABASE);
}

// Called while the server reports an error: nothing may leave it, and a FATAL inside must not come back here.
void log_hook(ErrorData* data) {
  if (next_log_hook != nullptr) {
    next_log_hook(data);
  }
  if (data->elevel != FATAL || fatal_end == nullptr) {
    return;
  }
  channel::RunnerEnd* end = fatal_end;
  fatal_end = nullptr;
  try {
    send_fatal(*end, data);
  } catch (...) {
    // The gateway sees that the ring is detached instead.
  }
  if (means_not_created(data)) {
    // What a FATAL does next, but for the line in the log and the exit code, which the postmaster would log as well.
    proc_exit(0);
  }
}

} // namespace

void send_ready(channel::RunnerEnd& end) {
  is_ready = true;
  send_frame(end, channel::FrameKind::ready, 0, "", "");
}

void send_answer(channel::RunnerEnd& end, uint64 sequence, std::string_view json) {
  send_frame(end, channel::FrameKind::answer, sequence, "", json);
}

void send_error(channel::RunnerEnd& end, uint64 sequence, const core::Error& error, std::string_view request_id) {
  core::JsonWriter json;
  wire::write_error_object(json, error, request_id);
  std::string text = json.take();
  send_frame(end, channel::FrameKind::error, sequence, error.code.c_str(), text);
}

void report_fatal_through(channel::RunnerEnd* end, const uint64* sequence) {
  fatal_end = end;
  fatal_sequence = sequence;
  next_log_hook = emit_log_hook;
  emit_log_hook = log_hook;
}

} // namespace studio::service
