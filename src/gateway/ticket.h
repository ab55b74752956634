// One request for a runner: what is asked, as whom, and who wants the frames.
//
// Lives in the gateway from the moment a handler submits it until its runner has said `end` (or is lost).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/uuid.h"

#include "channel/envelope.h"
#include "channel/gateway_end.h"
#include "channel/registry.h"

#include "gateway/identity.h"
#include "gateway/usage_limits.h"

namespace studio::gateway {

class Runner;

// How a query ended, as its runner said.
struct QueryEnd {
  channel::EndStatus status = channel::EndStatus::failed;
  int64_t row_count = -1; // -1: nothing counted
  bool has_changed_schema = false;
  bool has_copied_out = false; // COPY … TO STDOUT, an export: somebody has taken data away as a file
  int64_t duration_us = 0;     // 0: not measured
  std::string error_code;
  std::string error_message;
};

// Where a remote runner leads. Two grants that differ in anything have different runners.
struct RemoteTarget {
  core::Uuid connection;
  int pool_size = 1;
  std::string grant;     // its JSON: what the runner is told first
  bool is_trial = false; // of one request: the runner ends after it
};

using RemoteTargetPtr = std::shared_ptr<const RemoteTarget>; // null for a database of this cluster
inline bool is_same_target(const RemoteTargetPtr& a, const RemoteTargetPtr& b) {
  return a == b || (a && b && a->grant == b->grant);
}

// Which runner may serve a request. A runner is bound to one key for life.
struct RunnerKey {
  channel::SlotKind kind = channel::SlotKind::none;
  Oid database = InvalidOid;
  Oid role = InvalidOid;
  core::Uuid account;
  RemoteTargetPtr remote;
  std::string setup; // as channel::Slot::setup; empty where the session begins as the role has it

  bool operator==(const RunnerKey& other) const {
    return kind == other.kind && database == other.database && role == other.role && account == other.account &&
           setup == other.setup && is_same_target(remote, other.remote);
  }
};

// The one who wants the frames of a ticket. Kept by its ticket until `end`.
class Consumer {
public:
  virtual ~Consumer() = default;
  // Frames may be there: take what there is room for with runner.take(). What is left in the ring stalls the runner.
  virtual void on_readable(Runner& runner) = 0;
  // The request is over without `end`: never started, refused, or its runner is gone. No further call comes.
  virtual void on_lost(const core::Error& error) = 0;
  // It waits for a runner at this place (1 = next).
  virtual void on_queued(int /*position*/) {}
  // It has run for a while: whoever waits for its `begin` hears its id.
  virtual void on_running(const core::Uuid& /*query_id*/) {}
  // Milliseconds since its reader last took something while there was something to take; 0 where it does.
  virtual int64_t stalled_ms(int64_t /*now_ms*/) const { return 0; }
  // It is being cancelled: throw `rows` and `copy` away so that the runner can end.
  virtual void discard_rows() {}
};

struct Ticket {
  core::Uuid id; // the request id; also the query id
  RunnerKey key;
  channel::RequestKind kind = channel::RequestKind::query;
  std::optional<core::Uuid> connection; // absent for our own requests
  core::Uuid organization;              // whose connection it is
  std::optional<Identity> identity;     // who asked; absent for our own requests
  UsageLimits limits;
  std::string session;           // name of the session; empty where unnamed
  bool requires_session = false; // it goes on with that session, and must not begin a new one
  bool is_look = false;          // in that session while nobody uses it, else in none
  core::Uuid request_account;    // whom current_account() names (service runner)
  uint32_t flags = 0;
  int32_t timeout_ms = 0;
  int64_t row_limit = 0;
  int64_t max_cell_bytes = 0;
  int64_t max_row_bytes = 0;
  std::string text;
  std::string said_before; // what history and the list of queries show before the text: EXPLAIN and its options
  std::vector<std::optional<std::string>> parameters;
  std::shared_ptr<Consumer> consumer;

  // Kept by RunnerPool.
  enum class State { queued, running, over };
  State state = State::queued;
  Runner* runner = nullptr;
  uint64_t sequence = 0;
  int position = 0;            // last told
  int64_t submitted_at_ms = 0; // monotonic
  int64_t started_at_ms = 0;
  int64_t queue_deadline_ms = 0; // 0 = none
  int64_t deadline_ms = 0;       // 0 = none
  channel::CancelReason cancelled = channel::CancelReason::none;
  int64_t cancelled_at_ms = 0; // of the last SIGINT
  int cancel_count = 0;
  bool has_told_running = false;
  QueryEnd end;
  int64_t file_rows = 0; // of an export: so far
  int64_t file_bytes = 0;
  std::string error_text;  // of the error frame under way
  int64_t begun_us = 0;    // when it became the current one; monotonic
  int statements_done = 0; // as far as their frames have been taken, and so the rows
  int64_t rows_so_far = 0;
  int times_sent = 0; // to a runner; more than once where one did not begin it

  // What it takes in a ring.
  size_t bytes() const;
};

using TicketPtr = std::shared_ptr<Ticket>;

// The bytes of the request ring for this ticket.
std::string request_bytes(const Ticket& ticket);

} // namespace studio::gateway
