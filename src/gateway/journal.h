// What has been done, on its way into the history and the audit trail.
//
// Lines are gathered in memory and handed to the service runner once a second, or as soon as 200 are there, one batch at a
// time: a query never waits for them. Writing takes a twentieth of the time at most, so that a flood of small statements
// does not pay for its history. What is gathered is bounded, for each account and for all; beyond it lines are lost, of
// who floods and not of others, and the log says how many. A crash loses the last second. When nothing runs, the journal has old lines pruned. Knows no route.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

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
};

class Journal {
public:
  explicit Journal(ServiceClient& service) : history_("append_history"), audit_("append_audit"), service_(service) {}
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // A query that was begun is over.
  void note_query(const Ticket& ticket, const QueryEnd& end);
  void note_event(const AuditEvent& event);

  // Hands on what is due. `is_idle`: nobody's query runs, so that pruning keeps nobody waiting.
  void run(int64_t now_ms, bool is_idle);
  bool is_due(int64_t now_ms) const { return prune_at_ms_ == 0 || now_ms >= next_deadline_ms(); }
  // When run() has something to do; 0 = not before something is noted.
  int64_t next_deadline_ms() const;

private:
  struct Line {
    core::Uuid account;
    std::string json; // an object
  };

  struct Batch {
    explicit Batch(const char* operation) : operation(operation) {}

    const char* operation;
    std::deque<Line> lines;
    size_t bytes = 0;
    std::map<core::Uuid, size_t> bytes_of; // by account
    int64_t since_ms = 0;                  // when the first was noted after a batch had gone
    bool is_under_way = false;
    int64_t rests_until_ms = 0;
    int64_t lost = 0;
  };

  static bool is_due(const Batch& batch, int64_t now_ms);
  void add(Batch& batch, const core::Uuid& account, std::string json);
  static std::string take_first(Batch& batch);
  void flush(Batch& batch);
  void prune(int64_t now_ms);
  void log_lost(Batch& batch, int64_t now_ms);

  Batch history_;
  Batch audit_;
  ServiceClient& service_;
  int64_t prune_at_ms_ = 0;
  int64_t logged_at_ms_ = 0;
};

} // namespace studio::gateway
