#include "core/edit_distance.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace studio::core {

namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// A character's bytes as one number; what is no UTF-8 is compared byte by byte or nearly so.
struct Letters {
  int count = 0;
  uint64_t codes[compared_name_bytes];
};

Letters letters_of(std::string_view name) {
  Letters letters;
  for (const char byte : name.substr(0, compared_name_bytes)) {
    if (is_continuation(byte) && letters.count > 0) {
      letters.codes[letters.count - 1] = letters.codes[letters.count - 1] << 8 | static_cast<unsigned char>(byte);
    } else {
      const bool is_upper = byte >= 'A' && byte <= 'Z';
      letters.codes[letters.count++] = static_cast<unsigned char>(is_upper ? byte - 'A' + 'a' : byte);
    }
  }
  return letters;
}

} // namespace

int edit_distance(std::string_view left, std::string_view right, int limit) {
  const Letters letters = letters_of(left);
  const Letters others = letters_of(right);
  const int rows = letters.count;
  const int columns = others.count;
  if (std::abs(rows - columns) > limit)
    return limit + 1;
  // The present row and the two before it: a change of places looks two rows back.
  int lines[3][compared_name_bytes + 1];
  for (int column = 0; column <= columns; column++)
    lines[0][column] = column;
  for (int row = 1; row <= rows; row++) {
    int* now = lines[row % 3];
    const int* before = lines[(row + 2) % 3];
    const int* before_that = lines[(row + 1) % 3];
    now[0] = row;
    int least = row;
    for (int column = 1; column <= columns; column++) {
      const uint64_t a = letters.codes[row - 1];
      const uint64_t b = others.codes[column - 1];
      int cost = std::min({before[column] + 1, now[column - 1] + 1, before[column - 1] + (a == b ? 0 : 1)});
      const bool swaps = row > 1 && column > 1 && a == others.codes[column - 2] && b == letters.codes[row - 2];
      if (swaps)
        cost = std::min(cost, before_that[column - 2] + 1);
      now[column] = cost;
      least = std::min(least, cost);
    }
    if (least > limit)
      return limit + 1;
  }
  return lines[rows % 3][columns];
}

} // namespace studio::core
