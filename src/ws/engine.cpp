#include "ws/engine.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace studio::ws {

namespace {

// Each costs us a pong that a peer who does not read lets pile up. A keep-alive needs one.
constexpr int unanswered_pings_limit = 64;

} // namespace

Conversation::Engine::Engine(std::size_t message_limit_bytes) {
  wslay_event_callbacks callbacks{};
  callbacks.recv_callback = on_want_bytes;
  callbacks.send_callback = on_want_send;
  callbacks.on_frame_recv_start_callback = on_frame_start;
  callbacks.on_frame_recv_chunk_callback = on_frame_chunk;
  callbacks.on_msg_recv_callback = on_message;
  if (wslay_event_context_server_init(&context_, &callbacks, this) != 0)
    throw std::bad_alloc();
  wslay_event_config_set_no_buffering(context_, 1);
  set_message_limit(message_limit_bytes);
}

void Conversation::Engine::set_message_limit(std::size_t message_limit_bytes) {
  message_limit_bytes_ = message_limit_bytes;
  wslay_event_config_set_max_recv_msg_length(context_, message_limit_bytes);
}

Conversation::Engine::~Engine() { wslay_event_context_free(context_); }

void Conversation::Engine::read(std::string_view bytes) {
  input_ = bytes;
  const int result = wslay_event_recv(context_);
  input_ = {};
  if (result == 0 || failure_.has_value())
    return;
  // wslay reports a malformed frame like a broken connection, and has only an empty close for it.
  failure_ = result == WSLAY_ERR_NOMEM ? CloseCode::internal : CloseCode::protocol_error;
}

std::string Conversation::Engine::take_control_frames() {
  wslay_event_send(context_);
  return std::exchange(control_frames_, {});
}

std::optional<std::string> Conversation::Engine::next_message() {
  if (next_message_ == messages_.size())
    return std::nullopt;
  std::string message = std::move(messages_[next_message_++]);
  if (next_message_ == messages_.size()) {
    std::vector<std::string>().swap(messages_);
    next_message_ = 0;
  }
  return message;
}

bool Conversation::Engine::take_pong() { return std::exchange(has_pong_, false); }

void Conversation::Engine::stop(CloseCode reason) {
  if (!failure_.has_value())
    failure_ = reason;
  wslay_event_shutdown_read(context_);
}

ssize_t Conversation::Engine::on_want_bytes(wslay_event_context_ptr context, std::uint8_t* buffer, std::size_t bytes,
                                            int, void* self) noexcept {
  std::string_view& input = static_cast<Engine*>(self)->input_;
  if (input.empty()) {
    wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
    return -1;
  }
  const std::size_t taken = std::min(bytes, input.size());
  std::memcpy(buffer, input.data(), taken);
  input.remove_prefix(taken);
  return static_cast<ssize_t>(taken);
}

ssize_t Conversation::Engine::on_want_send(wslay_event_context_ptr context, const std::uint8_t* data, std::size_t bytes,
                                           int, void* self) noexcept {
  try {
    static_cast<Engine*>(self)->control_frames_.append(reinterpret_cast<const char*>(data), bytes);
    return static_cast<ssize_t>(bytes);
  } catch (...) {
    wslay_event_set_error(context, WSLAY_ERR_CALLBACK_FAILURE);
    return -1;
  }
}

void Conversation::Engine::on_frame_start(wslay_event_context_ptr, const wslay_event_on_frame_recv_start_arg* frame,
                                          void* self) noexcept {
  auto& engine = *static_cast<Engine*>(self);
  engine.is_control_frame_ = wslay_is_ctrl_frame(frame->opcode) != 0;
  if (engine.is_control_frame_)
    return;
  if (frame->opcode == WSLAY_BINARY_FRAME)
    return engine.stop(CloseCode::not_text);
  // wslay compares single frames with the limit; a message in fragments is counted here.
  const std::size_t room_bytes =
      engine.message_limit_bytes_ - std::min(engine.message_limit_bytes_, engine.message_.size());
  if (frame->payload_length > room_bytes)
    engine.stop(CloseCode::too_large);
}

void Conversation::Engine::on_frame_chunk(wslay_event_context_ptr, const wslay_event_on_frame_recv_chunk_arg* chunk,
                                          void* self) noexcept {
  auto& engine = *static_cast<Engine*>(self);
  if (engine.is_control_frame_ || engine.failure_.has_value() || chunk->data_length == 0)
    return;
  try {
    engine.message_.append(reinterpret_cast<const char*>(chunk->data), chunk->data_length);
  } catch (...) {
    engine.stop(CloseCode::internal);
  }
}

void Conversation::Engine::on_message(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message,
                                      void* self) noexcept {
  auto& engine = *static_cast<Engine*>(self);
  if (engine.failure_.has_value())
    return;
  switch (message->opcode) {
  case WSLAY_TEXT_FRAME:
    try {
      engine.messages_.push_back(std::move(engine.message_));
      engine.message_.clear();
    } catch (...) {
      engine.stop(CloseCode::internal);
    }
    return;
  case WSLAY_PING:
    if (++engine.unanswered_pings_ > unanswered_pings_limit)
      engine.stop(CloseCode::policy);
    return;
  case WSLAY_PONG:
    engine.has_pong_ = true;
    return;
  case WSLAY_CONNECTION_CLOSE:
    // Half a code: wslay takes it for none.
    if (message->msg_length == 1)
      engine.stop(CloseCode::protocol_error);
    return;
  default:
    return;
  }
}

} // namespace studio::ws
