// The frames that a client would send, masked, for the tests and the fuzzer of ws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace studio::test {

struct ClientFrame {
  unsigned opcode = 1;
  std::string_view payload = {};
  bool is_final = true;
  bool is_masked = true;
  unsigned reserved = 0;
};

inline std::string client_frame(const ClientFrame& frame) {
  std::string bytes;
  bytes.push_back(static_cast<char>((frame.is_final ? 0x80u : 0u) | frame.reserved << 4 | frame.opcode));
  const std::uint64_t length = frame.payload.size();
  const unsigned mask_bit = frame.is_masked ? 0x80 : 0;
  const int length_bytes = length < 126 ? 0 : length < 65536 ? 2 : 8;
  bytes.push_back(static_cast<char>(mask_bit | (length_bytes == 0 ? length : length_bytes == 2 ? 126 : 127)));
  for (int index = length_bytes - 1; index >= 0; index--)
    bytes.push_back(static_cast<char>(length >> 8 * index));
  const std::string_view mask = "\x37\xfa\x21\x3d";
  if (frame.is_masked)
    bytes.append(mask);
  for (std::size_t index = 0; index < frame.payload.size(); index++)
    bytes.push_back(static_cast<char>(frame.payload[index] ^ (frame.is_masked ? mask[index % 4] : 0)));
  return bytes;
}

} // namespace studio::test
