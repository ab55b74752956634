#include "ws/conversation.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/sqlstate.h"
#include "core/utf8.h"
#include "ws/engine.h"

namespace studio::ws {

namespace {

constexpr std::size_t reason_limit_bytes = 123; // a control frame's 125 less the code

} // namespace

Conversation::Conversation(Outbox& outbox, std::size_t message_limit_bytes)
    : outbox_(outbox), engine_(std::make_unique<Engine>(message_limit_bytes)) {}

Conversation::~Conversation() = default;

void Conversation::set_message_limit(std::size_t message_limit_bytes) {
  engine_->set_message_limit(message_limit_bytes);
}

void Conversation::feed(std::string_view bytes) {
  if (state_ == ConversationState::closed)
    return;
  if (held_control_.empty() && outbox_.gone_bytes() >= control_end_)
    engine_->forget_pings();
  engine_->read(bytes);
  if (engine_->failure().has_value())
    return fail(*engine_->failure());
  const std::string control_frames = engine_->take_control_frames();
  // After our own close nothing more may be sent, so the answers to what comes until the peer's close are dropped.
  if (state_ == ConversationState::open)
    write_control(control_frames);
  if (engine_->has_peer_closed())
    end(engine_->code_received());
  else if (engine_->has_stopped())
    end(engine_->code_sent());
}

std::optional<std::string> Conversation::next_message() {
  return state_ == ConversationState::open ? engine_->next_message() : std::nullopt;
}

void Conversation::send_text(std::initializer_list<std::string_view> parts) {
  if (state_ != ConversationState::open)
    return;
  std::uint64_t bytes = 0;
  for (const std::string_view part : parts)
    bytes += part.size();
  const std::optional<FrameHeader> header = open_text(bytes);
  if (!header.has_value())
    throw core::Error(core::sqlstate::internal_error, "a WebSocket message was begun inside another");
  outbox_.append(header->text());
  for (const std::string_view part : parts)
    outbox_.append(part);
  wrote_text(bytes);
}

std::optional<FrameHeader> Conversation::open_text(std::uint64_t payload_bytes) {
  if (state_ != ConversationState::open || has_open_text())
    return std::nullopt;
  open_text_bytes_ = payload_bytes;
  return frame_header(Opcode::text, payload_bytes);
}

void Conversation::wrote_text(std::uint64_t payload_bytes) {
  open_text_bytes_ -= std::min(open_text_bytes_, payload_bytes);
  if (open_text_bytes_ == 0 && !held_control_.empty())
    write_control(std::exchange(held_control_, {}));
}

void Conversation::send_ping() {
  if (state_ == ConversationState::open)
    write_control(frame_header(Opcode::ping, 0).text());
}

void Conversation::close(CloseCode code, std::string_view reason) {
  if (state_ != ConversationState::open)
    return;
  write_close(code, reason);
  close_code_ = static_cast<std::uint16_t>(code);
  state_ = ConversationState::closing;
}

bool Conversation::take_pong() { return engine_->take_pong(); }

void Conversation::fail(CloseCode code) {
  if (state_ == ConversationState::open)
    write_close(code, {});
  end(static_cast<std::uint16_t>(code));
}

void Conversation::end(std::uint16_t code) {
  if (!close_code_.has_value())
    close_code_ = code;
  state_ = ConversationState::closed;
}

void Conversation::write_close(CloseCode code, std::string_view reason) {
  const std::string_view cut = core::utf8_head(reason, reason_limit_bytes);
  const auto number = static_cast<unsigned>(code);
  std::string frame(frame_header(Opcode::close, 2 + cut.size()).text());
  frame.push_back(static_cast<char>(number >> 8));
  frame.push_back(static_cast<char>(number & 0xFF));
  frame.append(cut);
  write_control(frame);
}

void Conversation::write_control(std::string_view frames) {
  if (frames.empty())
    return;
  if (has_open_text()) {
    held_control_.append(frames);
    return;
  }
  outbox_.append(frames);
  control_end_ = outbox_.gone_bytes() + outbox_.waiting_bytes();
}

} // namespace studio::ws
