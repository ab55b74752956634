// One connection to a remote server over libpq, never blocking: every wait answers signals, barriers and deadlines.
//
// Bridge room. Knows libpq and the rules of whom we may connect to and how; neither frames nor JSON. libpq's memory is bounded by
// environment.h.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "remote/target.h"

namespace studio::remote {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ClearResult>;

class Connection {
public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { close(); }

  // Connects and checks that the server asked for the password. Throws core::Error with what went wrong; codes of class 28 are
  // told as 42501, for class 28 is about who asks studio.
  void open(const Target& target);
  void close();

  PGconn* raw() const { return connection_; }
  bool is_up() const { return connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK; }
  PGTransactionStatusType transaction() const { return PQtransactionStatus(connection_); }

  // The next result of what was sent; null where there is none any more. Tells the server to cancel when we are told to. Throws
  // 08006 where the connection is lost, or where the server does not react to a cancel within five seconds.
  ResultPtr next();
  // The next row of COPY TO STDOUT; false at its end.
  bool next_copy_data(std::string& data);
  // All that COPY FROM STDIN is to read; its result comes next.
  void put_copy_data(std::string_view data);
  // Sends and takes one statement of ours; its last result.
  ResultPtr run(const char* sql);
  // The same with the values of $1 …, texts.
  ResultPtr run(const char* sql, int value_count, const char* const* values);

  // Asks the server to stop what it runs; waits at most two seconds for its answer.
  void cancel();

  // Waits for the server or the latch; for a time outside a request.
  void wait_idle();

  [[noreturn]] void fail_lost();

private:
  void shake_hands_until(int64_t deadline_ms, const Target& target);
  void require_password() const;
  void wait_for(int events, long most_ms);
  void flush();
  void read_more();
  ResultPtr last_result();

  PGconn* connection_ = nullptr;
  int64_t cancelled_at_ms_ = 0;
};

// Bytes for one field of an error at most, and no more.
std::string bounded_text(const char* text, size_t limit_bytes);

} // namespace studio::remote
