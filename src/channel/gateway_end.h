// The gateway's end of a slot's two rings. Never waits.
//
// Owned by the gateway's Runner object for one generation of a slot. All calls go through pg::call inside; none throws
// but for out of memory.
#pragma once

#include <string>

#include "channel/envelope.h"
#include "channel/registry.h"

namespace studio::channel {

// One piece of a frame. `payload` points into the ring (or a buffer of the handle) and is good until the next receive.
struct Piece {
  FrameHeader header;
  const char* payload;
  size_t bytes;
};

class GatewayEnd {
public:
  GatewayEnd() = default;
  GatewayEnd(const GatewayEnd&) = delete;
  GatewayEnd& operator=(const GatewayEnd&) = delete;
  ~GatewayEnd() { close(); }

  // Makes both rings anew in a slot that is free. `handle` tells the rings of a worker that died before it attached.
  void open(Slot* slot);
  void watch(BackgroundWorkerHandle* handle);
  void close();
  bool is_open() const { return requests_ != nullptr; }

  // Puts a request (header, text, parameters as RequestHeader says) on its way. What the ring does not take now stays here
  // and goes with `push`.
  void send(std::string request);
  // The whole of the last request is in the ring.
  bool has_sent() const { return offset_ == waiting_.size(); }
  enum class PushResult { done, blocked, detached };
  PushResult push();

  enum class TakeResult { piece, nothing, detached };
  TakeResult take(Piece& piece);

private:
  shm_mq_handle* requests_ = nullptr;
  shm_mq_handle* responses_ = nullptr;
  std::string waiting_; // the request under way; pieces of it from offset_ on are still to be sent
  size_t offset_ = 0;
};

} // namespace studio::channel
