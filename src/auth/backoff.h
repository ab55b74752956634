// How long somebody who gives wrong passwords has to wait. Pure bookkeeping: the clock is passed in.
//
// Plain C++: knows no request. The gateway holds one and asks it before every credential check, whatever door it came by.
// Three measures at once: per role or account (5 tries free, then 1 s doubling to 60 s), per client address (20 free, the
// same), and overall (a bucket of 100 failures that refills at 10 a second) of what can be guessed at all: wrong links and tokens
// of 256 bits, which nobody guesses, must not hold up the passwords of others. Tries under way count for the role as if they
// had failed, so a thousand at once are no way round. What is forgotten: an entry after ten quiet minutes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/no_postgres.h"

namespace studio::auth {

class Backoff {
public:
  static constexpr int free_tries_of_subject = 5;
  static constexpr int free_tries_of_address = 20;
  static constexpr std::int64_t first_wait_ms = 1000;
  static constexpr std::int64_t longest_wait_ms = 60 * 1000;
  static constexpr std::int64_t memory_ms = 10 * 60 * 1000;
  static constexpr std::size_t entry_limit = 10000; // of each kind

  enum class Secret { guessable, random };

  // 0: try now, and say how it went by exactly one of the three calls below. Else: milliseconds to wait, nothing was begun.
  std::int64_t begin(std::string_view address, std::string_view subject, std::int64_t now_ms,
                     Secret secret = Secret::guessable);
  void succeeded(std::string_view address, std::string_view subject);
  void failed(std::string_view address, std::string_view subject, std::int64_t now_ms,
              Secret secret = Secret::guessable);
  // It was not decided (the check could not run).
  void undecided(std::string_view subject);

private:
  struct Entry {
    int failures = 0;
    int under_way = 0;
    std::int64_t blocked_until_ms = 0;
    std::int64_t last_ms = 0;
  };
  using Entries = std::unordered_map<std::string, Entry>;

  static void forget_old(Entries& entries, std::int64_t now_ms);
  static void forget_if_quiet(Entry& entry, std::int64_t now_ms);
  static void note_failure(Entry& entry, int free_tries, std::int64_t now_ms);
  static void leave(Entries& entries, std::string_view subject);
  std::int64_t overall_wait_ms(std::int64_t now_ms);

  Entries subjects_;
  Entries addresses_;
  double overall_left_ = overall_burst;
  std::int64_t overall_at_ms_ = 0;

  static constexpr double overall_burst = 100;
  static constexpr double overall_per_ms = 0.01;
};

} // namespace studio::auth
