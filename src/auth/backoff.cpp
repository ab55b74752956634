#include "auth/backoff.h"

#include <algorithm>
#include <cmath>

namespace studio::auth {

namespace {

// 1 s at the first failure above the free ones, then doubling.
std::int64_t wait_after(int failures, int free_tries) {
  int above = failures - free_tries;
  if (above < 0) {
    return 0;
  }
  constexpr int doublings = 6; // 64 s is above the longest wait already
  return std::min(Backoff::longest_wait_ms, Backoff::first_wait_ms << std::min(above, doublings));
}

} // namespace

std::int64_t Backoff::overall_wait_ms(std::int64_t now_ms) {
  std::int64_t passed_ms = overall_at_ms_ == 0 ? 0 : std::max<std::int64_t>(0, now_ms - overall_at_ms_);
  overall_left_ = std::min(overall_burst, overall_left_ + static_cast<double>(passed_ms) * overall_per_ms);
  overall_at_ms_ = now_ms;
  return overall_left_ >= 1 ? 0 : static_cast<std::int64_t>(std::ceil((1 - overall_left_) / overall_per_ms));
}

std::int64_t Backoff::begin(std::string_view address, std::string_view subject, std::int64_t now_ms, Secret secret) {
  forget_old(subjects_, now_ms);
  forget_old(addresses_, now_ms);
  std::int64_t wait_ms = secret == Secret::guessable ? overall_wait_ms(now_ms) : 0;
  auto place = addresses_.find(std::string(address));
  if (place != addresses_.end()) {
    forget_if_quiet(place->second, now_ms);
    wait_ms = std::max(wait_ms, place->second.blocked_until_ms - now_ms);
  }
  auto known = subjects_.find(std::string(subject));
  if (known != subjects_.end()) {
    Entry& entry = known->second;
    forget_if_quiet(entry, now_ms);
    wait_ms = std::max(wait_ms, entry.blocked_until_ms - now_ms);
    // Beyond the free ones, one try at a time.
    if (entry.under_way > 0 && entry.failures + entry.under_way >= free_tries_of_subject) {
      wait_ms = std::max(wait_ms, first_wait_ms);
    }
  }
  if (wait_ms > 0) {
    return wait_ms;
  }
  Entry& entry = subjects_[std::string(subject)];
  entry.under_way++;
  entry.last_ms = now_ms;
  return 0;
}

void Backoff::succeeded(std::string_view, std::string_view subject) {
  auto known = subjects_.find(std::string(subject));
  if (known != subjects_.end()) {
    known->second.failures = 0;
    known->second.blocked_until_ms = 0;
    leave(subjects_, subject);
  }
}

void Backoff::failed(std::string_view address, std::string_view subject, std::int64_t now_ms, Secret secret) {
  if (secret == Secret::guessable) {
    overall_wait_ms(now_ms);
    overall_left_ = std::max(0.0, overall_left_ - 1);
  }
  Entry& entry = subjects_[std::string(subject)];
  entry.under_way = std::max(0, entry.under_way - 1);
  note_failure(entry, free_tries_of_subject, now_ms);
  note_failure(addresses_[std::string(address)], free_tries_of_address, now_ms);
}

void Backoff::undecided(std::string_view subject) { leave(subjects_, subject); }

void Backoff::forget_if_quiet(Entry& entry, std::int64_t now_ms) {
  if (entry.under_way == 0 && now_ms - entry.last_ms >= memory_ms) {
    entry = Entry{};
  }
}

void Backoff::note_failure(Entry& entry, int free_tries, std::int64_t now_ms) {
  entry.failures++;
  entry.last_ms = now_ms;
  entry.blocked_until_ms = now_ms + wait_after(entry.failures, free_tries);
}

void Backoff::leave(Entries& entries, std::string_view subject) {
  auto known = entries.find(std::string(subject));
  if (known == entries.end()) {
    return;
  }
  Entry& entry = known->second;
  entry.under_way = std::max(0, entry.under_way - 1);
  if (entry.under_way == 0 && entry.failures == 0) {
    entries.erase(known);
  }
}

// Names and addresses are the attacker's to choose, so there is a limit; the walk happens only when it is reached.
void Backoff::forget_old(Entries& entries, std::int64_t now_ms) {
  for (std::int64_t age_ms = memory_ms; entries.size() >= entry_limit && age_ms > 0; age_ms /= 2) {
    std::erase_if(entries, [&](const auto& item) {
      return item.second.under_way == 0 && now_ms - item.second.last_ms >= age_ms;
    });
  }
}

} // namespace studio::auth
