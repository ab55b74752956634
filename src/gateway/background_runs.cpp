#include "gateway/background_runs.h"

#include <algorithm>

#include "core/sqlstate.h"
#include "gateway/clock.h"
#include "pg/settings.h"

namespace studio::gateway {

BackgroundRunPtr BackgroundRuns::add(const TicketPtr& ticket) {
  const core::Uuid& account = ticket->key.account;
  auto is_of_account = [&](const BackgroundRunPtr& run) { return run->account == account; };
  auto count = std::count_if(runs_.begin(), runs_.end(), is_of_account);
  if (count >= pg::settings.max_background_runs) {
    auto oldest = std::find_if(runs_.begin(), runs_.end(),
                               [&](const BackgroundRunPtr& run) { return is_of_account(run) && run->is_over(); });
    if (oldest == runs_.end()) {
      core::Error error(core::sqlstate::configuration_limit_exceeded, "too many queries in the background");
      error.with_detail("The account may have " + std::to_string(pg::settings.max_background_runs) + ".");
      error.with_hint("Wait until one has ended, or cancel one.");
      error.retry_after_s = 1;
      throw error;
    }
    runs_.erase(oldest);
  }
  runs_.push_back(std::make_shared<BackgroundRun>(*this, ticket));
  return runs_.back();
}

void BackgroundRuns::remove(const core::Uuid& id) {
  std::erase_if(runs_, [&](const BackgroundRunPtr& run) { return run->id == id; });
}

BackgroundRunPtr BackgroundRuns::find(const core::Uuid& id) const {
  auto found = std::find_if(runs_.begin(), runs_.end(), [&](const BackgroundRunPtr& run) { return run->id == id; });
  return found == runs_.end() ? nullptr : *found;
}

int64_t BackgroundRuns::forgotten_at_ms(const BackgroundRun& run) {
  return run.is_over() ? run.ended_at_ms() + pg::settings.background_keep_ms : 0;
}

void BackgroundRuns::sweep(int64_t now) {
  std::erase_if(runs_, [&](const BackgroundRunPtr& run) { return run->is_over() && now >= forgotten_at_ms(*run); });
}

int64_t BackgroundRuns::next_deadline_ms() const {
  int64_t next = 0;
  for (const BackgroundRunPtr& run : runs_) {
    next = earlier(next, forgotten_at_ms(*run));
  }
  return next;
}

bool BackgroundRuns::may_keep(const BackgroundRun& run, size_t bytes) const {
  size_t others = held_bytes_ - run.kept_bytes();
  return !run.is_cut() && bytes < static_cast<size_t>(pg::settings.background_result_bytes) &&
         others + bytes < static_cast<size_t>(pg::settings.background_total_bytes);
}

} // namespace studio::gateway
