// The frames of a request, as a local runner sends them (runner/frames.cpp): begin, result, rows, copy, notice, complete, error,
// end. Bridge room.
#pragma once

#include <string>
#include <string_view>

#include "channel/runner_end.h"
#include "core/error.h"

namespace studio::remote {

class Frames {
public:
  explicit Frames(channel::RunnerEnd& end) : end_(end) {}

  // Whose frames follow; null between requests.
  void serve(const channel::RequestHeader* request);
  bool is_bare() const { return (request_->flags & channel::request_flag::bare) != 0; }

  void ready();
  // An error before `ready`: the process ends after it.
  void failed_start(const core::Error& error);
  // `settings`: a JSON object.
  void begin(std::string_view settings);
  // `columns`: a JSON array.
  void result(std::string_view columns);
  // A row as a JSON array, gathered into pages of about 64 KiB.
  void row(std::string_view row);
  void copy(std::string_view data, bool is_binary);
  void notice(const core::Error& notice);
  struct Completion {
    std::string tag;
    bool counts = false;
    int64 row_count = 0;
    bool is_truncated = false;
    bool changes_schema = false; // by its tag: CREATE, ALTER, DROP …
    double duration_ms = 0;
  };
  void complete(const Completion& completion);
  // The key of the next page as a JSON array of texts, or null.
  void page(std::string_view next);
  // The number by which its server knows the transaction that is about to commit.
  void transaction(std::string_view id);
  // Bytes of an exported file that has so many rows by now. It raises PostgreSQL's errors: called within pg::call.
  void file(const char* bytes, size_t count, int64 rows, bool wake);
  // Rows that a request has written without a statement of its own.
  void count_rows(int64 rows) { row_count_ = rows; }
  // What a text is, as JSON.
  void answer(std::string_view json);
  void error(const core::Error& error);
  void end(channel::EndStatus status, channel::TransactionState transaction, bool session_changed);
  // Sends the rows that are waiting, if they have waited long enough.
  void flush_late();

  int statement = 0;

private:
  void flush_rows(bool wake);
  void send(channel::FrameHeader header, std::string_view payload, bool wake);
  channel::FrameHeader header(channel::FrameKind kind) const;

  channel::RunnerEnd& end_;
  const channel::RequestHeader* request_ = nullptr;
  std::string page_;
  int64 page_rows_ = 0;
  int64 row_count_ = -1; // of the statements that count rows; -1 where none does
  bool has_changed_schema_ = false;
  int64 started_ns_ = 0;
  int64 flushed_at_ms_ = 0;
};

} // namespace studio::remote
