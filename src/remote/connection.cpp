#include "remote/connection.h"

#include "core/sqlstate.h"
#include "core/utf8.h"
#include "pg/guard.h"
#include "remote/cancel_request.h"
#include "remote/connect_error.h"
#include "remote/connect_options.h"
#include "remote/handshake.h"
#include "remote/interrupts.h"

namespace studio::remote {

namespace {

constexpr long longest_wait_ms = 1000;
constexpr int64_t cancel_patience_ms = 5000;

} // namespace

std::string bounded_text(const char* text, size_t limit_bytes) {
  if (text == nullptr) {
    return {};
  }
  return std::string(text, strnlen(text, limit_bytes));
}

void Connection::open(const Target& target) {
  close();
  int64_t deadline_ms = now_ms() + int64_t{target.connect_timeout_s} * 1000;
  ConnectOptions options(target, deadline_ms);
  connection_ = PQconnectStartParams(options.names(), options.values(), 0);
  if (connection_ == nullptr) {
    throw core::Error(core::sqlstate::out_of_memory, "out of memory");
  }
  // So that the text of a refusal bears its SQLSTATE.
  PQsetErrorVerbosity(connection_, PQERRORS_VERBOSE);
  PQsetNoticeReceiver(
      connection_, [](void*, const PGresult*) {}, nullptr);
  shake_hands_until(deadline_ms, target);
  PQsetErrorVerbosity(connection_, PQERRORS_DEFAULT);
  require_password();
  if (PQsetnonblocking(connection_, 1) != 0) {
    fail_lost();
  }
}

void Connection::close() {
  if (connection_ != nullptr && !is_handshake_abandoned()) {
    PQfinish(connection_);
  }
  connection_ = nullptr;
}

void Connection::shake_hands_until(int64_t deadline_ms, const Target& target) {
  if (PQstatus(connection_) == CONNECTION_BAD) {
    throw connect_error(PQerrorMessage(connection_));
  }
  if (shake_hands(connection_, deadline_ms) != Handshake::over) {
    throw core::Error(core::sqlstate::cannot_connect, "connection to server at \"" + target.place.host + "\", port " +
                                                          std::to_string(target.place.port) +
                                                          " failed: timeout expired")
        .with_detail("It did not let us in within " + std::to_string(target.connect_timeout_s) + " s.");
  }
  if (PQstatus(connection_) != CONNECTION_OK) {
    throw connect_error(PQerrorMessage(connection_));
  }
}

// dblink's rule: were the server to trust us, it would trust the machine that we run on, not the one who asks.
void Connection::require_password() const {
  if (!PQconnectionUsedPassword(connection_)) {
    throw core::Error(core::sqlstate::insufficient_privilege, "password is required")
        .with_detail("The remote server did not ask for a password, so it would let anybody in who can use this one.")
        .with_hint("The remote server's pg_hba.conf must ask for a password: scram-sha-256.");
  }
}

void Connection::wait_for(int events, long most_ms) {
  int socket = PQsocket(connection_);
  long timeout = wait_limit_ms(most_ms);
  pg::call([&] {
    if (socket < 0) {
      WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, Min(timeout, 10), PG_WAIT_EXTENSION);
    } else {
      WaitLatchOrSocket(MyLatch, events | WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, socket, timeout,
                        PG_WAIT_EXTENSION);
    }
    ResetLatch(MyLatch);
  });
  serve_interrupts();
}

void Connection::read_more() {
  if (take_cancel()) {
    cancelled_at_ms_ = cancelled_at_ms_ == 0 ? now_ms() : cancelled_at_ms_;
    cancel();
  }
  if (cancelled_at_ms_ != 0 && now_ms() - cancelled_at_ms_ > cancel_patience_ms) {
    close();
    throw core::Error(core::sqlstate::connection_failure, "the remote server did not react to the cancel request")
        .with_detail("The connection was closed. The statement may still run there.");
  }
  wait_for(WL_SOCKET_READABLE, longest_wait_ms);
  if (PQconsumeInput(connection_) == 0) {
    fail_lost();
  }
  // Notifications that some earlier LISTEN of a pooler's server brings are nobody's.
  while (PGnotify* notification = PQnotifies(connection_)) {
    PQfreemem(notification);
  }
}

void Connection::flush() {
  for (;;) {
    int result = PQflush(connection_);
    if (result == 0) {
      return;
    }
    if (result < 0) {
      fail_lost();
    }
    wait_for(WL_SOCKET_READABLE | WL_SOCKET_WRITEABLE, longest_wait_ms);
    if (PQconsumeInput(connection_) == 0) {
      fail_lost();
    }
  }
}

ResultPtr Connection::next() {
  flush();
  while (PQisBusy(connection_) != 0) {
    read_more();
  }
  ResultPtr result(PQgetResult(connection_));
  if (!result) {
    cancelled_at_ms_ = 0;
  }
  return result;
}

bool Connection::next_copy_data(std::string& data) {
  for (;;) {
    char* row = nullptr;
    int bytes = PQgetCopyData(connection_, &row, 1);
    if (bytes > 0) {
      data.assign(row, static_cast<size_t>(bytes));
      PQfreemem(row);
      return true;
    }
    if (bytes < 0) {
      return false;
    }
    read_more();
  }
}

// Piece by piece, each gone before the next: else libpq would hold a copy of them all.
void Connection::put_copy_data(std::string_view data) {
  constexpr size_t piece_bytes = 64 * 1024;
  for (size_t at = 0; at < data.size(); at += piece_bytes) {
    std::string_view piece = data.substr(at, piece_bytes);
    if (PQputCopyData(connection_, piece.data(), static_cast<int>(piece.size())) < 0) {
      fail_lost();
    }
    flush();
  }
  if (PQputCopyEnd(connection_, nullptr) < 0) {
    fail_lost();
  }
}

ResultPtr Connection::run(const char* sql) {
  if (PQsendQuery(connection_, sql) == 0) {
    fail_lost();
  }
  return last_result();
}

ResultPtr Connection::run(const char* sql, int value_count, const char* const* values) {
  if (PQsendQueryParams(connection_, sql, value_count, nullptr, values, nullptr, nullptr, 0) == 0) {
    fail_lost();
  }
  return last_result();
}

ResultPtr Connection::last_result() {
  ResultPtr last;
  while (ResultPtr result = next()) {
    ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      close();
      throw core::Error(core::sqlstate::protocol_violation, "the remote server broke the protocol");
    }
    last = std::move(result);
  }
  return last;
}

void Connection::cancel() { send_cancel_request(connection_); }

void Connection::wait_idle() {
  wait_for(WL_SOCKET_READABLE, longest_wait_ms * 3600);
  if (PQconsumeInput(connection_) == 0) {
    close();
    return;
  }
  while (PGnotify* notification = PQnotifies(connection_)) {
    PQfreemem(notification);
  }
}

void Connection::fail_lost() {
  core::Error error(core::sqlstate::connection_failure, "the connection to the remote server was lost");
  std::string reason = first_line(connection_ == nullptr ? "" : PQerrorMessage(connection_));
  if (!reason.empty()) {
    error.with_detail(reason);
  }
  error.severity = "FATAL";
  close();
  throw error;
}

} // namespace studio::remote
