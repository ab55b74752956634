#include "ws/outbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

namespace studio::ws {
namespace {

// A reader that takes a fixed number of bytes at each write, then says "later".
struct Reader {
  std::string taken = {};
  std::size_t at_once = 1 << 30;
  int writes = 0;
  bool is_broken = false;

  WriteParts function() {
    return [this](const iovec* parts, int count) -> ssize_t {
      writes++;
      if (is_broken)
        return -1;
      std::size_t room = at_once;
      std::size_t total = 0;
      for (int index = 0; index < count && room > 0; index++) {
        const std::size_t bytes = std::min(room, parts[index].iov_len);
        taken.append(static_cast<const char*>(parts[index].iov_base), bytes);
        room -= bytes;
        total += bytes;
      }
      return static_cast<ssize_t>(total);
    };
  }
};

std::string contents(const Outbox& outbox) {
  std::array<iovec, 64> parts;
  std::string text;
  const int count = outbox.fill(parts.data(), parts.size());
  for (int index = 0; index < count; index++)
    text.append(static_cast<const char*>(parts[static_cast<std::size_t>(index)].iov_base),
                parts[static_cast<std::size_t>(index)].iov_len);
  return text;
}

TEST(Outbox, GivesBackWhatWasPutInInOrder) {
  Outbox outbox(10, 100);
  EXPECT_TRUE(outbox.is_empty());
  outbox.append("abc");
  outbox.append("");
  outbox.append("def");
  EXPECT_EQ(contents(outbox), "abcdef");
  outbox.consume(4);
  EXPECT_EQ(contents(outbox), "ef");
  EXPECT_EQ(outbox.waiting_bytes(), 2u);
  outbox.consume(99);
  EXPECT_TRUE(outbox.is_empty());
  EXPECT_EQ(contents(outbox), "");
}

TEST(Outbox, IsFullFromTheHighMarkUntilTheLowOne) {
  Outbox outbox(10, 100);
  outbox.append(std::string(99, 'x'));
  EXPECT_FALSE(outbox.is_full());
  outbox.append("x");
  EXPECT_TRUE(outbox.is_full());
  outbox.consume(89);
  EXPECT_TRUE(outbox.is_full());
  outbox.consume(1);
  EXPECT_FALSE(outbox.is_full());
  outbox.append(std::string(90, 'x'));
  EXPECT_TRUE(outbox.is_full());
  outbox.clear();
  EXPECT_FALSE(outbox.is_full());
  EXPECT_TRUE(outbox.is_empty());
}

TEST(Outbox, WritesThroughWithoutKeepingAnything) {
  Outbox outbox(10, 100);
  Reader reader;
  EXPECT_EQ(outbox.write_through({"head", "", "body"}, reader.function()), WriteOutcome::all_written);
  EXPECT_EQ(reader.taken, "headbody");
  EXPECT_EQ(reader.writes, 1);
  EXPECT_TRUE(outbox.is_empty());
}

TEST(Outbox, KeepsExactlyWhatTheReaderLeft) {
  for (std::size_t at_once = 0; at_once <= 12; at_once++) {
    Outbox outbox(10, 100);
    Reader reader{.at_once = at_once};
    const WriteOutcome outcome = outbox.write_through({"head", "body", "tail"}, reader.function());
    EXPECT_EQ(outcome, at_once == 12 ? WriteOutcome::all_written : WriteOutcome::some_wait);
    EXPECT_EQ(reader.taken + contents(outbox), "headbodytail") << at_once;
  }
}

TEST(Outbox, NeverOvertakesWhatWaits) {
  Outbox outbox(10, 100);
  Reader reader;
  outbox.append("first");
  EXPECT_EQ(outbox.write_through({"second"}, reader.function()), WriteOutcome::some_wait);
  EXPECT_EQ(reader.writes, 0);
  EXPECT_EQ(outbox.flush(reader.function()), WriteOutcome::all_written);
  EXPECT_EQ(reader.taken, "firstsecond");
}

TEST(Outbox, TellsABrokenSocket) {
  Outbox outbox(10, 100);
  Reader reader{.is_broken = true};
  EXPECT_EQ(outbox.write_through({"x"}, reader.function()), WriteOutcome::broken);
  outbox.append("x");
  EXPECT_EQ(outbox.flush(reader.function()), WriteOutcome::broken);
}

TEST(Outbox, StopsFlushingWhenTheReaderTakesNoMore) {
  Outbox outbox(10, 100);
  outbox.append("abc");
  Reader reader{.at_once = 0};
  EXPECT_EQ(outbox.flush(reader.function()), WriteOutcome::some_wait);
  EXPECT_EQ(contents(outbox), "abc");
}

TEST(Outbox, LosesNothingOverManyRandomSteps) {
  std::mt19937 random(20260131);
  Outbox outbox(1000, 100'000);
  std::string sent;
  std::string received;
  for (int step = 0; step < 20'000; step++) {
    std::string piece(random() % (step % 50 == 0 ? 70'000 : 300), static_cast<char>('a' + step % 26));
    Reader reader{.at_once = random() % 5000};
    sent += piece;
    if (random() % 2 == 0)
      outbox.append(piece);
    else
      outbox.write_through(
          {std::string_view(piece).substr(0, piece.size() / 2), std::string_view(piece).substr(piece.size() / 2)},
          reader.function());
    if (random() % 3 == 0) {
      std::array<iovec, 3> parts;
      if (outbox.fill(parts.data(), 3) > 0) {
        const std::size_t bytes = std::min<std::size_t>(parts[0].iov_len, random() % 9000);
        reader.taken.append(static_cast<const char*>(parts[0].iov_base), bytes);
        outbox.consume(bytes);
      }
    }
    received += reader.taken;
    ASSERT_EQ(outbox.waiting_bytes(), sent.size() - received.size());
    if (sent.size() > 4'000'000) {
      ASSERT_EQ(sent.compare(0, received.size(), received), 0);
      sent.erase(0, received.size());
      received.clear();
    }
  }
  Reader reader;
  while (outbox.flush(reader.function()) == WriteOutcome::some_wait) {
  }
  EXPECT_EQ(received + reader.taken, sent);
}

} // namespace
} // namespace studio::ws
