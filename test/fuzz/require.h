// What must hold for every input. A fuzzer that only waits for a crash would miss a wrong answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "core/utf8.h"

namespace studio::fuzz {

inline void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "require failed: %s\n", what);
  std::abort();
}

// An error is fit to be sent: a five-character code, a primary text, UTF-8 throughout, and short.
inline void require_sound(const core::Error& error) {
  require(error.code.size() == 5, "error code of five characters");
  require(!error.message.empty() && error.message.size() < 512, "error message of decent size");
  require(error.detail.size() < 512 && error.hint.size() < 512, "detail and hint of decent size");
  require(core::is_utf8(error.message) && core::is_utf8(error.detail) && core::is_utf8(error.hint),
          "error text in UTF-8");
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Cuts a piece off the front of the input; its first byte says how long it is.
inline std::string_view take_piece(std::string_view& input) {
  if (input.empty())
    return {};
  const std::size_t wanted = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  const std::string_view piece = input.substr(0, wanted);
  input.remove_prefix(piece.size());
  return piece;
}

} // namespace studio::fuzz
