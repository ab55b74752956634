// The queries in the background, running and done: who has how many, how much memory they hold together, when they are
// forgotten. They live in this process: a restart of the gateway ends and forgets them.
#pragma once

#include <vector>

#include "gateway/background_run.h"

namespace studio::gateway {

class BackgroundRuns {
public:
  // A run for the ticket, which has not been submitted yet or is another consumer's so far. Throws 53400 where the account has
  // as many running as it may have; of those that are done the oldest gives way.
  BackgroundRunPtr add(const TicketPtr& ticket);
  void remove(const core::Uuid& id);

  BackgroundRunPtr find(const core::Uuid& id) const;
  const std::vector<BackgroundRunPtr>& all() const { return runs_; }

  // Forgets what is done and old.
  void sweep(int64_t now_ms);
  // When sweep() has something to do; 0 = never.
  int64_t next_deadline_ms() const;
  // When a run that is done is forgotten.
  static int64_t forgotten_at_ms(const BackgroundRun& run);

  // May the run keep so many bytes in all, beside what the others hold?
  bool may_keep(const BackgroundRun& run, size_t bytes) const;
  void hold(size_t bytes) { held_bytes_ += bytes; }
  void let_go(size_t bytes) { held_bytes_ -= bytes; }

private:
  std::vector<BackgroundRunPtr> runs_; // the oldest first
  size_t held_bytes_ = 0;
};

} // namespace studio::gateway
