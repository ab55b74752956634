// One WebSocket conversation: bytes in, messages out; messages in, bytes out. wslay behind our own face.
//
// Plain C++: owns no socket, knows no JSON. What the peer sent is fed in; whole text messages are pulled out. Everything to
// be sent goes to the outbox as whole frames, so nothing ever stands inside a frame that does not belong to it: while a
// message is open (open_text) pongs and closes wait until its last byte is there. The gateway owns one for each socket.
//
//   open ──close()──► closing ──peer's close──► closed        open ──peer's close──► closed (our answer is in the outbox)
//     └──peer breaks the protocol──► closed (our close, with the code, is in the outbox)
//
// Closed means: write what the outbox holds, then close the socket. A peer that never answers our close is the gateway's to
// cut off.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

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
  try_again_later = 1013,
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

  // Bytes from the peer. Takes them all; after the conversation has closed they are ignored. Never throws core::Error.
  void feed(std::string_view bytes);
  // The next whole text message, in order; valid UTF-8. None after closing.
  std::optional<std::string> next_message();

  // One text message, written to the outbox as one frame. Ignored unless the conversation is open.
  void send_text(std::initializer_list<std::string_view> parts);
  // A text message whose bytes the caller brings himself: he must put the returned header and then exactly `payload_bytes`
  // in front of nothing else into the outbox (write_through), telling each part to wrote_text. Only while open.
  std::string open_text(std::uint64_t payload_bytes);
  void wrote_text(std::uint64_t payload_bytes);
  bool has_open_text() const { return open_text_bytes_ > 0; }

  void send_ping();
  // `reason` is cut at 123 bytes. Later calls are ignored.
  void close(CloseCode code, std::string_view reason);

  ConversationState state() const { return state_; }
  // Why it ended, from whichever side said so first; nullopt while open.
  std::optional<std::uint16_t> close_code() const { return close_code_; }
  // Has the peer sent a pong since the last call? A sign of life.
  bool take_pong();

private:
  class Engine; // wslay and its callbacks

  void after_feeding();
  void move_control_frames();
  void fail(CloseCode code);

  Outbox& outbox_;
  std::unique_ptr<Engine> engine_;
  ConversationState state_ = ConversationState::open;
  std::optional<std::uint16_t> close_code_;
  std::uint64_t open_text_bytes_ = 0; // still owed to the open message
};

} // namespace studio::ws
