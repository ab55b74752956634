// One WebSocket conversation: bytes in, messages out; messages in, bytes out. wslay behind our own face.
//
// Plain C++: owns no socket, knows no JSON. What the peer sent is fed in, whole text messages are pulled out. Everything to be
// sent goes to the outbox as whole frames, so nothing ever stands inside a frame that does not belong there. The gateway
// owns one for each socket.
//
//   open ──close()──► closing ──peer's close──► closed         open ──peer's close──► closed (our answer is in the outbox)
//     └──peer breaks the protocol──► closed (our close is in the outbox)       closing ──the same──► closed
//
// Closed means: write what the outbox holds, then close the socket. A peer that never answers our close is the gateway's to
// cut off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ws/frame.h"
#include "ws/outbox.h"

#include "core/no_postgres.h"

namespace studio::ws {

enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  not_text = 1003,
  none = 1005, // never sent: the peer closed without a code
  invalid_utf8 = 1007,
  policy = 1008,
  too_large = 1009,
  internal = 1011,
  restart = 1012,
  try_again_later = 1013, // also: the reader is too slow
  token = 4401,
  origin = 4403,
  rate = 4429,
};

enum class ConversationState { open, closing, closed };

class Conversation {
public:
  // `message_limit_bytes` holds for what the peer sends, in one frame or in many. The outbox must outlive the conversation.
  Conversation(Outbox& outbox, std::size_t message_limit_bytes);
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  // From the next frame on. A peer that has not said who he is should not fill our memory.
  void set_message_limit(std::size_t message_limit_bytes);

  // Bytes from the peer; all are taken. Ignored once closed.
  void feed(std::string_view bytes);
  // The next whole text message, valid UTF-8, in order. None once the conversation is not open any more.
  std::optional<std::string> next_message();

  // One text message, its parts joined, put into the outbox as one frame. Ignored unless open. Throws Error XX000 while
  // another message is being written by hand (open_text).
  void send_text(std::initializer_list<std::string_view> parts);

  // For large messages that should go by without a copy: the header of a text message of `payload_bytes`. The caller writes
  // it and then exactly so many bytes through the outbox (write_through) with nothing else between, and says so by
  // wrote_text; pongs and our close wait until the last of them. nullopt unless open and no such message is unfinished.
  std::optional<FrameHeader> open_text(std::uint64_t payload_bytes);
  void wrote_text(std::uint64_t payload_bytes);
  bool has_open_text() const { return open_text_bytes_ > 0; }

  void send_ping();
  // Says goodbye; `reason` is UTF-8 and is cut at 123 bytes. Ignored unless open.
  void close(CloseCode code, std::string_view reason);

  ConversationState state() const { return state_; }
  // Why it ended, as whoever ended it said first; nullopt while open.
  std::optional<std::uint16_t> close_code() const { return close_code_; }
  // Has the peer sent a pong since the last call? A sign of life.
  bool take_pong();

private:
  class Engine; // wslay and its callbacks

  void fail(CloseCode code);
  void write_close(CloseCode code, std::string_view reason);
  void end(std::uint16_t code);
  void write_control(std::string_view frames);

  Outbox& outbox_;
  std::unique_ptr<Engine> engine_;
  ConversationState state_ = ConversationState::open;
  std::optional<std::uint16_t> close_code_;
  std::uint64_t open_text_bytes_ = 0; // still owed to the open message
  std::string held_control_;          // control frames that wait for it
  std::uint64_t control_end_ = 0;     // where in all that the outbox was ever given the last control frame ends
};

} // namespace studio::ws
