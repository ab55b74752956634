// A WebSocket peer. The input is a list of steps: raw bytes, or frames with any header, fed in pieces, between what we send
// ourselves. Whatever he sends: messages are valid UTF-8 within the limit, what goes out is whole frames, nothing after a close.
#include "ws/conversation.h"

#include <array>
#include <string>

#include "client_frame.h"
#include "require.h"

namespace {

using namespace studio;

constexpr std::size_t message_limit_bytes = 600;

std::string drain(ws::Outbox& outbox) {
  std::string bytes;
  std::array<iovec, 4> parts;
  while (const int count = outbox.fill(parts.data(), parts.size())) {
    std::size_t total = 0;
    for (int index = 0; index < count; index++) {
      const iovec& part = parts[static_cast<std::size_t>(index)];
      bytes.append(static_cast<const char*>(part.iov_base), part.iov_len);
      total += part.iov_len;
    }
    outbox.consume(total);
  }
  fuzz::require(outbox.waiting_bytes() == 0, "nothing is left behind");
  return bytes;
}

// Every frame is whole, unmasked and known, and a close is the last.
void require_frames(std::string_view bytes) {
  while (!bytes.empty()) {
    fuzz::require(bytes.size() >= 2, "a whole header");
    const unsigned first = static_cast<unsigned char>(bytes[0]);
    std::size_t length = static_cast<unsigned char>(bytes[1]);
    std::size_t header = 2;
    fuzz::require(length < 128, "unmasked");
    if (length == 126) {
      length =
          static_cast<std::size_t>(static_cast<unsigned char>(bytes[2])) << 8 | static_cast<unsigned char>(bytes[3]);
      header = 4;
    }
    fuzz::require(first == 0x81 || first == 0x88 || first == 0x89 || first == 0x8A, "text, close, ping or pong");
    fuzz::require(bytes.size() >= header + length, "a whole frame");
    bytes.remove_prefix(header + length);
    fuzz::require(first != 0x88 || bytes.empty(), "nothing after a close");
  }
}

std::string make_frame(std::string_view& input) {
  const std::string_view header = input.substr(0, 2);
  input.remove_prefix(header.size());
  const unsigned bits = header.empty() ? 0 : static_cast<unsigned char>(header[0]);
  const unsigned shape = header.size() < 2 ? 0 : static_cast<unsigned char>(header[1]);
  return test::client_frame({.opcode = bits & 0x0F,
                             .payload = fuzz::take_piece(input),
                             .is_final = (bits & 0x80) == 0,
                             .is_masked = shape != 0x55,
                             .reserved = shape == 0xAA ? bits >> 4 & 7u : 0});
}

void feed_in_pieces(ws::Conversation& conversation, std::string_view bytes, std::size_t piece) {
  for (std::size_t offset = 0; offset < bytes.size(); offset += piece)
    conversation.feed(bytes.substr(offset, piece));
}

void speak(ws::Conversation& conversation, ws::Outbox& outbox, unsigned choice) {
  if (choice % 4 == 0)
    conversation.send_text({"{\"id\":", "\"7\"}"});
  if (choice % 4 == 1)
    conversation.send_ping();
  if (choice % 4 == 2)
    conversation.close(ws::CloseCode::policy, "enough");
  if (choice % 4 == 3) {
    if (const auto header = conversation.open_text(3)) {
      outbox.append(header->text());
      conversation.feed(test::client_frame({.opcode = 9, .payload = "inside"}));
      outbox.append("abc");
      conversation.wrote_text(3);
    }
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::as_text(data, size);
  ws::Outbox outbox(1000, 100'000);
  ws::Conversation conversation(outbox, message_limit_bytes);
  std::string sent;
  while (!input.empty()) {
    const unsigned step = static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    const std::size_t piece = 1 + (step >> 3);
    if (step % 8 == 7) {
      speak(conversation, outbox, step >> 3);
    } else if (step % 8 == 6) {
      feed_in_pieces(conversation, fuzz::take_piece(input), piece);
    } else {
      feed_in_pieces(conversation, make_frame(input), piece);
    }
    while (const auto message = conversation.next_message()) {
      fuzz::require(message->size() <= message_limit_bytes, "a message within the limit");
      fuzz::require(core::is_utf8(*message), "a message in UTF-8");
    }
    if (step % 3 == 0)
      sent += drain(outbox);
    fuzz::require((conversation.state() == ws::ConversationState::open) == !conversation.close_code().has_value(),
                  "a reason exactly when ended");
  }
  sent += drain(outbox);
  require_frames(sent);
  return 0;
}
