#include "runner/messages.h"

#include "runner/cancel.h"
#include "runner/copy.h"
#include "runner/frames.h"
#include "runner/report.h"

extern "C" {
#include "libpq/libpq.h"
#include "libpq/pqcomm.h"
}

namespace studio::runner {

using channel::CancelReason;
using channel::EndStatus;
using channel::FrameKind;
using result::Buffer;

namespace {

constexpr char query_canceled[] = "57014";
constexpr char in_failed_transaction[] = "25P02";

// What aborted a transaction while no request was there to be told (a conflict with recovery). It is the detail of the
// errors that follow from it.
struct {
  TimestampTz transaction; // by its start
  char text[256];
} idle_error;

// PostgreSQL words every cancel as the user's request. Where the gateway had another reason, the client is told that one.
void reword_cancel(Report* report) {
  if (strcmp(report->code, query_canceled) != 0) {
    return;
  }
  switch (cancel_reason()) {
  case CancelReason::none:
  case CancelReason::user:
    break;
  case CancelReason::timeout:
    report->message = "canceling statement due to statement timeout";
    break;
  case CancelReason::client_stalled:
    report->code = "ST010";
    report->message = "canceling statement because the client reads no further";
    report->hint = "The time that a client may stand still is studio.client_stall_timeout.";
    break;
  case CancelReason::access_revoked:
    report->code = "42501";
    report->message = "canceling statement because access to the connection was revoked";
    break;
  case CancelReason::shutdown:
    report->code = "57P01";
    report->message = "canceling statement because studio is shutting down";
    break;
  }
}

void note_idle_error(const Report& report) {
  idle_error.transaction = GetCurrentTransactionStartTimestamp();
  snprintf(idle_error.text, sizeof idle_error.text, "It was aborted between two requests: %s.",
           report.message == nullptr ? "" : report.message);
}

void explain_failed_transaction(Report* report) {
  bool is_by_it = strcmp(report->code, in_failed_transaction) == 0 && report->detail == nullptr &&
                  idle_error.text[0] != '\0' && idle_error.transaction == GetCurrentTransactionStartTimestamp();
  if (is_by_it) {
    report->detail = idle_error.text;
  }
}

// How the request ends after an error with this (original) code.
EndStatus status_after(const char* code) {
  if (strcmp(code, query_canceled) != 0) {
    return EndStatus::failed;
  }
  if (cancel_reason() == CancelReason::timeout || (cancel_reason() == CancelReason::none && cancel_timed_out())) {
    return EndStatus::timeout;
  }
  return EndStatus::cancelled;
}

// A place in what was run becomes one in what was sent.
void correct_position(Report* report) {
  static char digits[16];
  if (session.hide_positions) {
    report->position = nullptr;
  } else if (session.named != nullptr && report->position != nullptr) {
    int character = syntax::original_character(*session.named, atoi(report->position) - 1);
    snprintf(digits, sizeof digits, "%d", character + 1);
    report->position = digits;
  }
}

void send_error(const char* message, size_t bytes) {
  Report report;
  report_parse(&report, message, bytes);
  if (report.code == nullptr) {
    report.code = "XX000";
  }
  // An error that strikes an idle session (a conflict on a standby) belongs to no request: only an end of the process is told.
  bool is_error = report.severity != nullptr && strcmp(report.severity, "ERROR") == 0;
  if (session.phase == Phase::idle && is_error) {
    note_idle_error(report);
    return;
  }
  session.status = status_after(report.code);
  reword_cancel(&report);
  explain_failed_transaction(&report);
  correct_position(&report);
  bool has_request = session.phase == Phase::running || session.phase == Phase::finishing;
  if (has_request) {
    copy_close();
    result::page_close(&session.page);
  }
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"error\",\"statement\":");
  append_number(buffer, session.statement);
  append_char(buffer, ',');
  append_report(buffer, &report);
  append(buffer, ",\"request_id\":");
  if (has_request) {
    append_char(buffer, '"');
    append_text(buffer, session.request.header.request_id);
    append(buffer, "\"}");
  } else {
    append(buffer, "null}");
  }
  // After a FATAL nothing more will come that could wake the gateway.
  send_frame(FrameKind::error, buffer->data, buffer->used, !is_error, report.code);
}

void send_notice(Report* report) {
  correct_position(report);
  Buffer* buffer = frame_buffer();
  append(buffer, "{\"type\":\"notice\",");
  append_report(buffer, report);
  append_char(buffer, '}');
  send_frame_in_time(FrameKind::notice, buffer->data, buffer->used);
}

void comm_reset() {}
int flush() { return 0; }
int flush_if_writable() { return 0; }
bool is_send_pending() { return false; }

int put_message(char type, const char* message, size_t bytes) {
  bool has_request = session.phase == Phase::running || session.phase == Phase::finishing;
  switch (type) {
  case 'E':
    send_error(message, bytes);
    break;
  case 'N':
    if (has_request) {
      Report report;
      report_parse(&report, message, bytes);
      send_notice(&report);
    }
    break;
  case 'H':
    copy_open(bytes > 0 && message[0] != 0);
    break;
  case 'd':
    copy_data(message, bytes);
    break;
  case 'G':
  case 'W':
    // COPY FROM STDIN would go on to read a socket that this process does not have, and crash. It is refused long before
    // (hooks.cpp); this is the last fence.
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("COPY FROM STDIN is not supported here")));
    break;
  default:
    break;
  }
  return 0;
}

void put_message_noblock(char type, const char* message, size_t bytes) { (void)put_message(type, message, bytes); }

const PQcommMethods methods = {comm_reset, flush, flush_if_writable, is_send_pending, put_message, put_message_noblock};

} // namespace

void install_messages() {
  PqCommMethods = &methods;
  whereToSendOutput = DestRemote;
  FrontendProtocol = PG_PROTOCOL_LATEST;
}

void send_own_notice(const char* sqlstate, const char* message, const char* hint) {
  Report report;
  memset(static_cast<void*>(&report), 0, sizeof report);
  report.severity = "NOTICE";
  report.code = sqlstate;
  report.message = message;
  report.hint = hint;
  send_notice(&report);
}

} // namespace studio::runner
