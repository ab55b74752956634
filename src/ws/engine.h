// wslay's event interface for one conversation: reads frames, checks them, assembles messages, answers pings and closes.
//
// Only conversation.cpp includes it. wslay is C, so no callback may throw: whatever goes wrong inside is noted as a failure,
// and reading stops. wslay's own buffering is off: it allocates what a frame's header claims and a list entry for every
// fragment, however small; here a message grows with the bytes that really came.
#pragma once

#include <wslay/wslay.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ws/conversation.h"

#include "core/no_postgres.h"

namespace studio::ws {

class Conversation::Engine {
public:
  explicit Engine(std::size_t message_limit_bytes);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void set_message_limit(std::size_t message_limit_bytes);
  // Takes all bytes, unless it meets a reason to stop.
  void read(std::string_view bytes);
  // Control frames that wslay wants to send (pongs, the answer to a close), as bytes.
  std::string take_control_frames();
  std::optional<std::string> next_message();
  bool take_pong();
  // The peer has taken all that was written, so new pings begin a new count.
  void forget_pings() { unanswered_pings_ = 0; }

  // Why reading must stop, where wslay has no close of its own for it.
  std::optional<CloseCode> failure() const { return failure_; }
  bool has_peer_closed() const { return wslay_event_get_close_received(context_) != 0; }
  bool has_stopped() const { return wslay_event_get_read_enabled(context_) == 0; }
  std::uint16_t code_received() const { return wslay_event_get_status_code_received(context_); }
  std::uint16_t code_sent() const { return wslay_event_get_status_code_sent(context_); }

private:
  static ssize_t on_want_bytes(wslay_event_context_ptr context, std::uint8_t* buffer, std::size_t bytes, int flags,
                               void* self) noexcept;
  static ssize_t on_want_send(wslay_event_context_ptr context, const std::uint8_t* data, std::size_t bytes, int flags,
                              void* self) noexcept;
  static void on_frame_start(wslay_event_context_ptr context, const wslay_event_on_frame_recv_start_arg* frame,
                             void* self) noexcept;
  static void on_frame_chunk(wslay_event_context_ptr context, const wslay_event_on_frame_recv_chunk_arg* chunk,
                             void* self) noexcept;
  static void on_message(wslay_event_context_ptr context, const wslay_event_on_msg_recv_arg* message,
                         void* self) noexcept;
  void stop(CloseCode reason);

  wslay_event_context_ptr context_ = nullptr;
  std::size_t message_limit_bytes_ = 0;
  std::string_view input_;            // not yet taken by wslay
  std::string message_;               // being assembled
  bool is_control_frame_ = false;     // the frame that is being read
  std::vector<std::string> messages_; // whole ones, from next_message_ on
  std::size_t next_message_ = 0;
  std::string control_frames_;
  int unanswered_pings_ = 0;
  bool has_pong_ = false;
  std::optional<CloseCode> failure_;
};

} // namespace studio::ws
