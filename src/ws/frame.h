// The header of a frame that the server sends: RFC 6455 section 5.2, unmasked.
//
// wslay reads what comes in and answers pings; what goes out in bulk gets its header here and goes by without a copy through
// wslay's queue (measured: test/unit/bench, `make -C test/unit bench`).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::ws {

enum class Opcode : std::uint8_t { continuation = 0x0, text = 0x1, close = 0x8, ping = 0x9, pong = 0xA };

struct FrameHeader {
  std::array<char, 10> bytes;
  std::size_t size;

  std::string_view text() const { return {bytes.data(), size}; }
};

// A whole message in one frame of `payload_bytes`.
FrameHeader frame_header(Opcode opcode, std::uint64_t payload_bytes);

} // namespace studio::ws
