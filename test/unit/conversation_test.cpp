#include "ws/conversation.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "client_frame.h"
#include "expect_error.h"
#include "ws/frame.h"

namespace studio::ws {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using test::client_frame;

constexpr unsigned text = 1, binary = 2, continuation = 0, close_frame = 8, ping = 9, pong = 10;

struct Talk {
  Outbox outbox{1 << 16, 1 << 20};
  Conversation conversation{outbox, 1000};

  std::vector<std::string> received() {
    std::vector<std::string> messages;
    while (auto message = conversation.next_message())
      messages.push_back(std::move(*message));
    return messages;
  }

  std::string sent() {
    std::string bytes;
    std::array<iovec, 8> parts;
    while (const int count = outbox.fill(parts.data(), parts.size())) {
      std::size_t total = 0;
      for (int index = 0; index < count; index++) {
        const iovec& part = parts[static_cast<std::size_t>(index)];
        bytes.append(static_cast<const char*>(part.iov_base), part.iov_len);
        total += part.iov_len;
      }
      outbox.consume(total);
    }
    return bytes;
  }
};

std::string close_bytes(unsigned code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  return payload.append(reason);
}

std::string server_close(unsigned code, std::string_view reason = {}) {
  const std::string payload = close_bytes(code, reason);
  return std::string{'\x88', static_cast<char>(payload.size())} + payload;
}

using Messages = std::vector<std::string>;

TEST(Conversation, HandsOutWholeTextMessages) {
  Talk talk;
  talk.conversation.feed(client_frame({.payload = "one"}) + client_frame({.payload = "zwölf"}) +
                         client_frame({.payload = ""}));
  EXPECT_EQ(talk.received(), Messages({"one", "zwölf", ""}));
  EXPECT_EQ(talk.sent(), "");
  EXPECT_EQ(talk.conversation.state(), ConversationState::open);
}

TEST(Conversation, TakesBytesInPiecesOfAnySize) {
  const std::string long_text(900, 'x');
  const std::string bytes = client_frame({.payload = "a"}) + client_frame({.payload = long_text}) +
                            client_frame({.opcode = ping, .payload = "p"}) + client_frame({.payload = "b"});
  for (const std::size_t size : {1u, 2u, 3u, 7u, 100u, 5000u}) {
    Talk talk;
    for (std::size_t offset = 0; offset < bytes.size(); offset += size)
      talk.conversation.feed(std::string_view(bytes).substr(offset, size));
    EXPECT_EQ(talk.received(), Messages({"a", long_text, "b"})) << size;
    EXPECT_EQ(talk.sent(), "\x8A\x01p") << size;
  }
}

TEST(Conversation, PutsFragmentsTogetherAroundControlFrames) {
  Talk talk;
  talk.conversation.feed(client_frame({.payload = "\xE2\x82", .is_final = false}) +
                         client_frame({.opcode = ping, .payload = "?"}) +
                         client_frame({.opcode = continuation, .payload = "", .is_final = false}) +
                         client_frame({.opcode = continuation, .payload = "\xAC!"}));
  EXPECT_EQ(talk.received(), Messages({"€!"}));
  EXPECT_EQ(talk.sent(), "\x8A\x01?");
}

TEST(Conversation, NoticesASignOfLife) {
  Talk talk;
  EXPECT_FALSE(talk.conversation.take_pong());
  talk.conversation.send_ping();
  EXPECT_EQ(talk.sent(), "\x89\0"s);
  talk.conversation.feed(client_frame({.opcode = pong}));
  EXPECT_TRUE(talk.conversation.take_pong());
  EXPECT_FALSE(talk.conversation.take_pong());
}

struct Breach {
  const char* what;
  std::string bytes;
  unsigned code;
};

std::string many_pings() {
  std::string bytes;
  for (int count = 0; count < 65; count++)
    bytes += client_frame({.opcode = ping, .payload = "x"});
  return bytes;
}

std::vector<Breach> breaches() {
  const std::string big(1001, 'x');
  const std::string half(600, 'x');
  std::string huge =
      client_frame({.payload = ""}).substr(0, 1) + "\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x02\x03\x04x";
  return {
      {"unmasked", client_frame({.payload = "x", .is_masked = false}), 1002},
      {"reserved bit", client_frame({.payload = "x", .reserved = 4}), 1002},
      {"unknown opcode", client_frame({.opcode = 3, .payload = "x"}), 1002},
      {"unknown control opcode", client_frame({.opcode = 11}), 1002},
      {"continuation of nothing", client_frame({.opcode = continuation, .payload = "x"}), 1002},
      {"message inside a message", client_frame({.payload = "x", .is_final = false}) + client_frame({.payload = "y"}),
       1002},
      {"fragmented ping", client_frame({.opcode = ping, .is_final = false}), 1002},
      {"long ping", client_frame({.opcode = ping, .payload = std::string_view(big).substr(0, 126)}), 1002},
      {"close code 1005", client_frame({.opcode = close_frame, .payload = close_bytes(1005)}), 1002},
      {"close code 999", client_frame({.opcode = close_frame, .payload = close_bytes(999)}), 1002},
      {"length not minimal", "\x81\xFE\x00\x01\x00\x00\x00\x00x"s, 1002},
      {"length above 2^63", "\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00\x00\x00"s, 1002},
      {"binary", client_frame({.opcode = binary, .payload = "x"}), 1003},
      {"binary in fragments", client_frame({.opcode = binary, .payload = "x", .is_final = false}), 1003},
      {"invalid UTF-8", client_frame({.payload = "a\xFF"}), 1007},
      {"UTF-8 cut short", client_frame({.payload = "a\xE2\x82"}), 1007},
      {"overlong UTF-8 over fragments",
       client_frame({.payload = "\xC0", .is_final = false}) + client_frame({.opcode = continuation, .payload = "\xAF"}),
       1007},
      {"invalid UTF-8 in a close", client_frame({.opcode = close_frame, .payload = "\x03\xE8\xFF"}), 1007},
      {"too large", client_frame({.payload = big}), 1009},
      {"too large in fragments",
       client_frame({.payload = half, .is_final = false}) + client_frame({.opcode = continuation, .payload = half}),
       1009},
      {"claims 2^63 bytes", huge, 1009},
      {"floods with pings", many_pings(), 1008},
  };
}

TEST(Conversation, ClosesWithTheRightCodeOnEveryBreach) {
  for (const Breach& breach : breaches()) {
    Talk talk;
    talk.conversation.feed(client_frame({.payload = "before"}));
    EXPECT_EQ(talk.received(), Messages({"before"})) << breach.what;
    talk.conversation.feed(breach.bytes);
    EXPECT_EQ(talk.conversation.state(), ConversationState::closed) << breach.what;
    EXPECT_EQ(talk.conversation.close_code(), breach.code) << breach.what;
    EXPECT_EQ(talk.sent(), server_close(breach.code)) << breach.what;
    talk.conversation.feed(client_frame({.payload = "after"}));
    EXPECT_EQ(talk.received(), Messages()) << breach.what;
    talk.conversation.send_text({"late"});
    talk.conversation.close(CloseCode::normal, "late");
    EXPECT_EQ(talk.sent(), "") << breach.what;
  }
}

TEST(Conversation, TakesLargerMessagesOnceTheLimitIsRaised) {
  Talk talk;
  talk.conversation.set_message_limit(5);
  talk.conversation.feed(client_frame({.payload = "12345"}));
  talk.conversation.set_message_limit(2000);
  const std::string large(2000, 'x');
  talk.conversation.feed(client_frame({.payload = large}));
  EXPECT_EQ(talk.received(), Messages({"12345", large}));
  talk.conversation.feed(client_frame({.payload = "abc", .is_final = false}));
  talk.conversation.set_message_limit(2);
  talk.conversation.feed(client_frame({.opcode = continuation, .payload = "d"}));
  EXPECT_EQ(talk.conversation.close_code(), 1009);
}

TEST(Conversation, AnswersAPeerThatCloses) {
  Talk talk;
  talk.conversation.feed(client_frame({.opcode = close_frame, .payload = close_bytes(1001, "bye")}) +
                         client_frame({.payload = "x"}));
  EXPECT_EQ(talk.conversation.state(), ConversationState::closed);
  EXPECT_EQ(talk.conversation.close_code(), 1001);
  EXPECT_EQ(talk.sent(), server_close(1001, "bye"));
  EXPECT_EQ(talk.received(), Messages());
}

TEST(Conversation, AnswersACloseWithoutCode) {
  Talk talk;
  talk.conversation.feed(client_frame({.opcode = close_frame}));
  EXPECT_EQ(talk.conversation.close_code(), 1005);
  EXPECT_EQ(talk.sent(), "\x88\0"s);
}

TEST(Conversation, ClosesAndWaitsForTheAnswer) {
  Talk talk;
  talk.conversation.close(CloseCode::token, "token expired");
  EXPECT_EQ(talk.conversation.state(), ConversationState::closing);
  EXPECT_EQ(talk.sent(), server_close(4401, "token expired"));
  talk.conversation.feed(client_frame({.payload = "crossing"}) + client_frame({.opcode = ping}));
  EXPECT_EQ(talk.received(), Messages());
  EXPECT_EQ(talk.conversation.state(), ConversationState::closing);
  talk.conversation.feed(client_frame({.opcode = close_frame, .payload = close_bytes(4401)}));
  EXPECT_EQ(talk.conversation.state(), ConversationState::closed);
  EXPECT_EQ(talk.conversation.close_code(), 4401);
  EXPECT_EQ(talk.sent(), "") << "nothing may follow our close";
}

TEST(Conversation, SendsOneCloseOnlyEvenWhenThePeerMisbehavesAfterIt) {
  Talk talk;
  talk.conversation.close(CloseCode::restart, {});
  EXPECT_EQ(talk.sent(), server_close(1012));
  talk.conversation.feed(client_frame({.payload = "x", .is_masked = false}));
  EXPECT_EQ(talk.conversation.state(), ConversationState::closed);
  EXPECT_EQ(talk.conversation.close_code(), 1012);
  EXPECT_EQ(talk.sent(), "");
}

TEST(Conversation, CutsALongReasonBetweenCharacters) {
  Talk talk;
  talk.conversation.close(CloseCode::policy, std::string(122, 'a') + "€");
  EXPECT_EQ(talk.sent(), server_close(1008, std::string(122, 'a')));
}

TEST(Conversation, WritesOneFrameForEachMessage) {
  for (const std::size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u, 70000u}) {
    Talk talk;
    const std::string body(size, 'b');
    talk.conversation.send_text({std::string_view(body).substr(0, size / 3), std::string_view(body).substr(size / 3)});
    const std::string bytes = talk.sent();
    const std::string header =
        size < 126     ? std::string{'\x81', static_cast<char>(size)}
        : size < 65536 ? std::string{'\x81', '\x7E', static_cast<char>(size >> 8), static_cast<char>(size)}
                       : "\x81\x7F\0\0\0\0\0"s + std::string{static_cast<char>(size >> 16),
                                                             static_cast<char>(size >> 8), static_cast<char>(size)};
    EXPECT_EQ(bytes.substr(0, header.size()), header) << size;
    EXPECT_EQ(bytes.substr(header.size()), body) << size;
  }
}

TEST(Conversation, PutsNothingInsideAMessageWrittenByHand) {
  Talk talk;
  const auto header = talk.conversation.open_text(6);
  ASSERT_TRUE(header.has_value());
  talk.outbox.append(header->text());
  EXPECT_FALSE(talk.conversation.open_text(1).has_value());
  test::expect_error("XX000", [&] { talk.conversation.send_text({"x"}); });
  talk.outbox.append("abc");
  talk.conversation.wrote_text(3);
  talk.conversation.feed(client_frame({.opcode = ping, .payload = "1"}));
  talk.conversation.send_ping();
  talk.conversation.close(CloseCode::normal, {});
  talk.outbox.append("def");
  EXPECT_TRUE(talk.conversation.has_open_text());
  talk.conversation.wrote_text(3);
  EXPECT_FALSE(talk.conversation.has_open_text());
  EXPECT_EQ(talk.sent(), "\x81\x06"
                         "abcdef\x8A\x01"
                         "1\x89\0"s +
                             server_close(1000));
}

TEST(Conversation, CountsPingsAnewEvenWhereTheOutboxNeverRunsDry) {
  Talk talk;
  const std::string page(500, 'r');
  talk.conversation.send_text({page});
  for (int round = 0; round < 1000; round++) {
    if (round % 5 == 0)
      talk.conversation.feed(client_frame({.opcode = ping}));
    talk.conversation.send_text({page});
    talk.outbox.consume(talk.outbox.waiting_bytes() - 400);
    ASSERT_FALSE(talk.outbox.is_empty());
  }
  EXPECT_EQ(talk.conversation.state(), ConversationState::open);
}

TEST(Conversation, CountsPingsAnewOnceThePeerHasReadThePongs) {
  Talk talk;
  for (int round = 0; round < 10; round++) {
    std::string bytes;
    for (int count = 0; count < 60; count++)
      bytes += client_frame({.opcode = ping});
    talk.conversation.feed(bytes);
    EXPECT_EQ(talk.sent().size(), 120u);
  }
  EXPECT_EQ(talk.conversation.state(), ConversationState::open);
}

} // namespace
} // namespace studio::ws
