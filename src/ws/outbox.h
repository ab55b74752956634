// Bytes that wait for a slow reader, and when to stop feeding him.
//
// Plain C++: knows neither frames nor sockets; bytes go in at the end and come out at the beginning. Empty, it holds no
// memory: ten thousand idle sockets cost nothing here. The gateway owns one for each socket.
#pragma once

#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/no_postgres.h"

namespace studio::ws {

// Hands the parts to the kernel (writev, sendmsg). Returns the bytes taken; 0 when nothing can be taken now; a negative
// number when the socket is broken.
using WriteParts = std::function<ssize_t(const iovec* parts, int count)>;

enum class WriteOutcome { all_written, some_wait, broken };

class Outbox {
public:
  // Full from `high_bytes` on, until the reader has brought it down to `low_bytes`.
  Outbox(std::size_t low_bytes, std::size_t high_bytes) : low_bytes_(low_bytes), high_bytes_(high_bytes) {}

  // Copies the bytes to the end.
  void append(std::string_view bytes);

  // Writes the parts at once when nothing waits before them, and keeps only what the kernel does not take: for large
  // messages, whose bytes are not copied at all while the reader keeps up. After `broken` the outbox is of no use.
  WriteOutcome write_through(std::initializer_list<std::string_view> parts, const WriteParts& write);

  // Writes what waits, until all is gone or the kernel takes no more.
  WriteOutcome flush(const WriteParts& write);

  // The beginning of what waits, as at most `count` parts; returns how many were filled. Valid until the next call that
  // is not const.
  int fill(iovec* parts, int count) const;
  // Forgets the first `bytes` of what waits.
  void consume(std::size_t bytes);
  void clear();

  // How many bytes have ever gone out of it; with those that wait, how many were ever put in.
  std::uint64_t gone_bytes() const { return gone_bytes_; }
  std::size_t waiting_bytes() const { return waiting_bytes_; }
  bool is_empty() const { return waiting_bytes_ == 0; }
  bool is_full() const { return is_full_; }

private:
  void keep(std::initializer_list<std::string_view> parts, std::size_t taken);
  std::string& tail_with_room(std::size_t bytes);

  std::vector<std::string> chunks_;
  std::size_t first_chunk_ = 0;  // the chunks before it are gone
  std::size_t first_offset_ = 0; // consumed bytes of that chunk
  std::size_t waiting_bytes_ = 0;
  std::uint64_t gone_bytes_ = 0;
  std::size_t low_bytes_;
  std::size_t high_bytes_;
  bool is_full_ = false;
};

} // namespace studio::ws
