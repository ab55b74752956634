// A query that is over, as it waits to be written into the history.
//
// Kept as it is and said as JSON only when it is written: under a flood most lines are lost, and a lost one should cost
// nothing. Knows not where it goes.
#pragma once

#include <cstdint>
#include <string>

#include "gateway/ticket.h"

namespace studio::gateway {

class HistoryLine {
public:
  HistoryLine(const Ticket& ticket, const QueryEnd& end);

  // What it takes while it waits, about.
  size_t bytes() const { return sizeof *this + sql_.size() + error_message_.size(); }
  // The object that studio.append_history() takes.
  std::string json() const;

private:
  core::Uuid id_;
  core::Uuid account_;
  core::Uuid connection_;
  std::string sql_;
  std::string error_code_;
  std::string error_message_;
  int64_t started_at_ms_; // monotonic
  int64_t duration_us_;
  int64_t row_count_; // -1: nothing counted
  channel::EndStatus status_;
  bool is_cut_ = false;
};

} // namespace studio::gateway
