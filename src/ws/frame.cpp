#include "ws/frame.h"

namespace studio::ws {

namespace {

constexpr unsigned final_bit = 0x80;
constexpr std::uint64_t short_limit = 126; // below it the length stands in the second byte itself
constexpr std::uint64_t medium_limit = 0x10000;

} // namespace

FrameHeader frame_header(Opcode opcode, std::uint64_t payload_bytes) {
  FrameHeader header{};
  header.bytes[0] = static_cast<char>(final_bit | static_cast<unsigned>(opcode));
  int length_bytes = 0;
  if (payload_bytes < short_limit) {
    header.bytes[1] = static_cast<char>(payload_bytes);
  } else if (payload_bytes < medium_limit) {
    header.bytes[1] = 126;
    length_bytes = 2;
  } else {
    header.bytes[1] = 127;
    length_bytes = 8;
  }
  for (int index = 0; index < length_bytes; index++)
    header.bytes[static_cast<std::size_t>(2 + index)] =
        static_cast<char>(payload_bytes >> 8 * (length_bytes - 1 - index));
  header.size = static_cast<std::size_t>(2 + length_bytes);
  return header;
}

} // namespace studio::ws
