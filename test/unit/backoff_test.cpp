#include "auth/backoff.h"

#include <gtest/gtest.h>

namespace studio::auth {
namespace {

constexpr std::int64_t start_ms = 1'000'000;

// One wrong password at that time; the milliseconds to wait where it was not even tried.
std::int64_t wrong(Backoff& backoff, const char* address, const char* subject, std::int64_t now_ms) {
  std::int64_t wait_ms = backoff.begin(address, subject, now_ms);
  if (wait_ms == 0) {
    backoff.failed(address, subject, now_ms);
  }
  return wait_ms;
}

TEST(Backoff, LetsFiveTriesOfASubjectThroughThenDoublesTheWait) {
  Backoff backoff;
  std::int64_t now_ms = start_ms;
  for (int i = 0; i < Backoff::free_tries_of_subject; i++) {
    EXPECT_EQ(wrong(backoff, "10.0.0.1", "alice", now_ms), 0);
  }
  for (std::int64_t expected_ms : {1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000}) {
    EXPECT_EQ(wrong(backoff, "10.0.0.2", "alice", now_ms), expected_ms);
    EXPECT_EQ(wrong(backoff, "10.0.0.2", "alice", now_ms + expected_ms - 1), 1);
    now_ms += expected_ms;
    EXPECT_EQ(wrong(backoff, "10.0.0.2", "alice", now_ms), 0);
  }
}

TEST(Backoff, OfRandomSecretsHoldsUpItsSenderAndNobodysPassword) {
  Backoff backoff;
  for (int i = 0; i < 1000; i++) {
    std::string sender = "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250);
    EXPECT_EQ(backoff.begin(sender, "secret " + sender, start_ms, Backoff::Secret::random), 0);
    backoff.failed(sender, "secret " + sender, start_ms, Backoff::Secret::random);
  }
  EXPECT_EQ(backoff.begin("10.1.0.1", "alice", start_ms), 0);
  for (int i = 0; i < Backoff::free_tries_of_address; i++) {
    backoff.failed("10.2.0.1", "secret " + std::to_string(i), start_ms, Backoff::Secret::random);
  }
  EXPECT_EQ(backoff.begin("10.2.0.1", "secret", start_ms, Backoff::Secret::random), 1000);
}

TEST(Backoff, OfOneSubjectIsNoOthers) {
  Backoff backoff;
  for (int i = 0; i < 10; i++) {
    wrong(backoff, "10.0.0.1", "alice", start_ms);
  }
  EXPECT_GT(backoff.begin("10.0.0.1", "alice", start_ms), 0);
  EXPECT_EQ(backoff.begin("10.0.0.1", "bob", start_ms), 0);
}

TEST(Backoff, OfAnAddressHoldsForEverySubject) {
  Backoff backoff;
  for (int i = 0; i < Backoff::free_tries_of_address; i++) {
    EXPECT_EQ(wrong(backoff, "10.0.0.1", ("role" + std::to_string(i)).c_str(), start_ms), 0);
  }
  EXPECT_EQ(backoff.begin("10.0.0.1", "bob", start_ms), 1000);
  EXPECT_EQ(backoff.begin("10.0.0.2", "bob", start_ms), 0);
}

TEST(Backoff, EndsWithTheRightPassword) {
  Backoff backoff;
  for (int i = 0; i < 5; i++) {
    wrong(backoff, "10.0.0.1", "alice", start_ms);
  }
  EXPECT_EQ(backoff.begin("10.0.0.2", "alice", start_ms + 1000), 0);
  backoff.succeeded("10.0.0.2", "alice");
  for (int i = 0; i < 5; i++) {
    EXPECT_EQ(wrong(backoff, "10.0.0.3", "alice", start_ms + 1000), 0);
  }
}

TEST(Backoff, CountsTriesUnderWayAsIfTheyHadFailed) {
  Backoff backoff;
  int begun = 0;
  for (int i = 0; i < 1000; i++) {
    begun += backoff.begin("10.0.0.1", "alice", start_ms) == 0 ? 1 : 0;
  }
  EXPECT_EQ(begun, Backoff::free_tries_of_subject);
  // Those that are undecided give their place back.
  for (int i = 0; i < begun; i++) {
    backoff.undecided("alice");
  }
  EXPECT_EQ(backoff.begin("10.0.0.1", "alice", start_ms), 0);
}

TEST(Backoff, EvaluatesFewOfAThousandWrongPasswords) {
  Backoff backoff;
  int evaluated = 0;
  for (int i = 0; i < 1000; i++) {
    // Ten a second, from a new address each, whatever the answer.
    std::string address = "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250);
    evaluated += wrong(backoff, address.c_str(), "alice", start_ms + i * 100) == 0 ? 1 : 0;
  }
  EXPECT_LE(evaluated, 20);
}

TEST(Backoff, LetsWhoeverKeepsToTheAnswerIn) {
  Backoff backoff;
  for (int i = 0; i < 100; i++) {
    wrong(backoff, "10.0.0.9", "alice", start_ms);
  }
  std::int64_t wait_ms = backoff.begin("10.0.0.1", "alice", start_ms);
  ASSERT_GT(wait_ms, 0);
  EXPECT_EQ(backoff.begin("10.0.0.1", "alice", start_ms + wait_ms), 0);
}

TEST(Backoff, BoundsAllFailuresTogether) {
  Backoff backoff;
  int evaluated = 0;
  for (int i = 0; i < 5000; i++) {
    std::string name = std::to_string(i);
    evaluated += wrong(backoff, name.c_str(), name.c_str(), start_ms) == 0 ? 1 : 0;
  }
  EXPECT_EQ(evaluated, 100);
  EXPECT_GT(backoff.begin("fresh", "fresh", start_ms), 0);
  EXPECT_EQ(backoff.begin("fresh", "fresh", start_ms + 100), 0) << "ten a second flow back";
}

TEST(Backoff, ForgetsAfterTenQuietMinutes) {
  Backoff backoff;
  for (int i = 0; i < 5; i++) {
    wrong(backoff, "10.0.0.1", "alice", start_ms);
  }
  std::int64_t later_ms = start_ms + Backoff::memory_ms;
  for (int i = 0; i < 5; i++) {
    EXPECT_EQ(wrong(backoff, "10.0.0.1", "alice", later_ms), 0);
  }
  EXPECT_GT(backoff.begin("10.0.0.1", "alice", later_ms), 0);
}

} // namespace
} // namespace studio::auth
