// A query that goes on without anybody who reads it: takes its runner's frames, keeps the first of them, counts on.
//
//   running ──end──► done ──studio.background_keep──► forgotten
//
// What is kept are the lines of the stream (doc/protocol.md 7). Once the rows are more than may be kept, rows are left out and
// a notice says so; columns, notices and ends are kept on, up to a bound of their own. Readers follow by a place in the
// bytes, and may come and go.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "http/exchange.h"

#include "gateway/runner_pool.h"

namespace studio::gateway {

class BackgroundRuns;

class BackgroundRun : public Consumer, public std::enable_shared_from_this<BackgroundRun> {
public:
  BackgroundRun(BackgroundRuns& all, const TicketPtr& ticket);
  ~BackgroundRun() override;

  void on_readable(Runner& runner) override;
  void on_lost(const core::Error& error) override;

  // Goes on with a query that somebody was reading: `lines` begins the stream anew, `frame` is what has come of a frame that
  // is under way, `skipped_rows` have been read by him.
  void take_over(std::string lines, std::string frame, int64_t skipped_rows);
  // What is kept, as one answer that goes on until the end.
  void answer(const http::ExchangePtr& exchange);

  // What it was asked to do, also when its ticket is gone.
  core::Uuid id;
  core::Uuid account;
  core::Uuid connection;
  core::Uuid organization;
  RunnerKey key;
  std::string session;
  std::string sql_head;
  std::weak_ptr<Ticket> ticket;

  bool is_over() const { return ended_at_ms_ != 0; }
  bool is_cut() const { return is_cut_; }
  size_t kept_bytes() const { return kept_.size(); }
  int64_t submitted_at_ms() const { return submitted_at_ms_; }
  int64_t ended_at_ms() const { return ended_at_ms_; }
  int64_t row_count() const { return row_count_; }
  // How it ended; "failed" too where its runner was lost.
  channel::EndStatus status() const { return status_; }
  // The error that it ended with before anything was begun; null where it was begun.
  const core::Error* refusal() const { return refusal_ ? &*refusal_ : nullptr; }

private:
  class Reader;

  void take(const channel::Piece& piece);
  void keep(std::string_view line, bool is_rows);
  void end();

  BackgroundRuns& all_;
  std::string kept_;
  std::string frame_; // a frame of several pieces, as far as it has come
  bool drops_frame_ = false;
  bool has_error_ = false;
  bool is_cut_ = false;
  channel::EndStatus status_ = channel::EndStatus::failed;
  std::optional<core::Error> refusal_;
  int64_t row_count_ = 0;
  int64_t submitted_at_ms_;
  int64_t ended_at_ms_ = 0; // 0: it runs
  std::vector<std::weak_ptr<Reader>> readers_;
};

using BackgroundRunPtr = std::shared_ptr<BackgroundRun>;

} // namespace studio::gateway
