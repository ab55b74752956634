// What has been done, on its way into the history and the audit trail.
//
// Lines are gathered in memory and handed to the service runner once a second, or as soon as 200 are there, one batch at a
// time: a query never waits for them. Writing takes a fortieth of the time at most, so that a flood of small statements
// does not pay for its history, and a fourth once nothing more comes. What is gathered is bounded, for each account and for
// all; beyond it lines are lost, of who floods and not of others, and the log says how many. A crash loses the last second.
// Once a minute it has old lines pruned, in small batches with a rest between them until nothing is left to prune; while
// queries run the rests are longer. Knows no route.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <variant>

#include "gateway/history_line.h"
#include "gateway/runner_pool.h"
#include "gateway/service_client.h"

namespace studio::gateway {

struct AuditEvent {
  const char* action; // lower case and underscores
  core::Uuid organization;
  core::Uuid account; // both nil where there is none
  core::Uuid subject;
  std::string subject_name;
  std::string address;
  const char* method = nullptr; // sign_in_failed: what the subject's name is; the database finds the account by it
};

class Journal {
public:
  explicit Journal(ServiceClient& service) : history_("append_history"), audit_("append_audit"), service_(service) {}
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // A query that was begun is over.
  void note_query(const Ticket& ticket, const QueryEnd& end);
  void note_event(const AuditEvent& event);

  // Hands on what is due. `is_idle`: nobody's query runs.
  void run(int64_t now_ms, bool is_idle);
  bool is_due(int64_t now_ms) const { return now_ms >= next_deadline_ms(); }
  // When run() has something to do.
  int64_t next_deadline_ms() const;

private:
  struct Line {
    core::Uuid account;
    size_t bytes;
    std::variant<std::string, HistoryLine> what; // the text: an object of JSON
  };

  struct Batch {
    explicit Batch(const char* operation) : operation(operation) {}

    const char* operation;
    std::deque<Line> lines;
    size_t bytes = 0;
    std::map<core::Uuid, size_t> bytes_of; // by account
    int64_t since_ms = 0;                  // when the first was noted after a batch had gone
    int64_t noted_at_ms = 0;               // the last, were it lost
    bool is_under_way = false;
    int64_t ended_at_ms = 0; // the batch before
    int64_t took_ms = 0;     // it
    int64_t lost = 0;
  };

  // Old lines of one kind, on their way out.
  struct Pruning {
    const char* operation;
    int64_t due_at_ms = 0;
    bool is_under_way = false;
    std::string after{}; // where the batch before stopped; empty at the beginning
  };

  static int64_t due_at_ms(const Batch& batch);
  static bool has_room(const Batch& batch, const core::Uuid& account, size_t bytes);
  static void add(Batch& batch, Line line);
  static std::string take_first(Batch& batch);
  void flush(Batch& batch);
  void prune(Pruning& pruning, bool is_idle);
  void log_lost(Batch& batch, int64_t now_ms);

  Batch history_;
  Batch audit_;
  Pruning prunings_[2] = {{"prune_history"}, {"prune_audit"}};
  ServiceClient& service_;
  int64_t logged_at_ms_ = 0;
};

} // namespace studio::gateway
