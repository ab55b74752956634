// A list of chunks; small messages share one, a large one gets its own.
#include "ws/outbox.h"

#include <algorithm>
#include <array>

namespace studio::ws {

namespace {

constexpr std::size_t chunk_bytes = 16 * 1024;
constexpr int parts_at_once = 16; // of one writev; far below IOV_MAX, and a quarter of a megabyte of small messages

} // namespace

std::string& Outbox::tail_with_room(std::size_t bytes) {
  const bool fits = first_chunk_ < chunks_.size() && chunks_.back().capacity() - chunks_.back().size() >= bytes;
  if (!fits) {
    chunks_.emplace_back();
    chunks_.back().reserve(std::max(bytes, chunk_bytes));
  }
  return chunks_.back();
}

void Outbox::append(std::string_view bytes) {
  if (bytes.empty())
    return;
  tail_with_room(bytes.size()).append(bytes);
  waiting_bytes_ += bytes.size();
  if (waiting_bytes_ >= high_bytes_)
    is_full_ = true;
}

WriteOutcome Outbox::write_through(std::initializer_list<std::string_view> parts, const WriteParts& write) {
  std::array<iovec, parts_at_once> vector;
  int count = 0;
  std::size_t taken = 0;
  if (is_empty() && parts.size() <= vector.size()) {
    for (const std::string_view part : parts)
      vector[static_cast<std::size_t>(count++)] = iovec{const_cast<char*>(part.data()), part.size()};
    const ssize_t result = write(vector.data(), count);
    if (result < 0)
      return WriteOutcome::broken;
    taken = static_cast<std::size_t>(result);
  }
  keep(parts, taken);
  return is_empty() ? WriteOutcome::all_written : WriteOutcome::some_wait;
}

// Appends the parts without their first `taken` bytes, with room made once for all of them.
void Outbox::keep(std::initializer_list<std::string_view> parts, std::size_t taken) {
  std::size_t bytes = 0;
  for (const std::string_view part : parts)
    bytes += part.size();
  if (taken >= bytes)
    return;
  tail_with_room(bytes - taken);
  for (const std::string_view part : parts) {
    const std::size_t skipped = std::min(taken, part.size());
    taken -= skipped;
    append(part.substr(skipped));
  }
}

WriteOutcome Outbox::flush(const WriteParts& write) {
  std::array<iovec, parts_at_once> vector;
  while (!is_empty()) {
    const int count = fill(vector.data(), parts_at_once);
    const ssize_t result = write(vector.data(), count);
    if (result < 0)
      return WriteOutcome::broken;
    if (result == 0)
      return WriteOutcome::some_wait;
    consume(static_cast<std::size_t>(result));
  }
  return WriteOutcome::all_written;
}

int Outbox::fill(iovec* parts, int count) const {
  int filled = 0;
  std::size_t offset = first_offset_;
  for (std::size_t index = first_chunk_; index < chunks_.size() && filled < count; index++, offset = 0) {
    const std::string& chunk = chunks_[index];
    parts[filled++] = iovec{const_cast<char*>(chunk.data()) + offset, chunk.size() - offset};
  }
  return filled;
}

void Outbox::consume(std::size_t bytes) {
  bytes = std::min(bytes, waiting_bytes_);
  waiting_bytes_ -= bytes;
  gone_bytes_ += bytes;
  if (waiting_bytes_ <= low_bytes_)
    is_full_ = false;
  if (waiting_bytes_ == 0) {
    clear();
    return;
  }
  while (bytes >= chunks_[first_chunk_].size() - first_offset_) {
    bytes -= chunks_[first_chunk_].size() - first_offset_;
    std::string().swap(chunks_[first_chunk_]);
    first_chunk_++;
    first_offset_ = 0;
  }
  first_offset_ += bytes;
  // The empty shells at the beginning go when they are the most of the list, so each is moved over once.
  if (first_chunk_ > chunks_.size() / 2) {
    chunks_.erase(chunks_.begin(), chunks_.begin() + static_cast<std::ptrdiff_t>(first_chunk_));
    first_chunk_ = 0;
  }
}

void Outbox::clear() {
  std::vector<std::string>().swap(chunks_);
  first_chunk_ = 0;
  first_offset_ = 0;
  gone_bytes_ += waiting_bytes_;
  waiting_bytes_ = 0;
  is_full_ = false;
}

} // namespace studio::ws
