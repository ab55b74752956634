#include "channel/gateway_end.h"

#include "pg/guard.h"

namespace studio::channel {

void GatewayEnd::open(Slot* slot) {
  close();
  pg::call([&] {
    MemoryContext previous = MemoryContextSwitchTo(TopMemoryContext);
    shm_mq* requests = shm_mq_create(slot->request_ring, request_ring_bytes);
    shm_mq* responses = shm_mq_create(slot->response_ring, response_ring_bytes);
    shm_mq_set_sender(requests, MyProc);
    shm_mq_set_receiver(responses, MyProc);
    requests_ = shm_mq_attach(requests, nullptr, nullptr);
    responses_ = shm_mq_attach(responses, nullptr, nullptr);
    MemoryContextSwitchTo(previous);
  });
  waiting_.clear();
  offset_ = 0;
}

void GatewayEnd::watch(BackgroundWorkerHandle* handle) {
  pg::call([&] {
    shm_mq_set_handle(requests_, handle);
    shm_mq_set_handle(responses_, handle);
  });
}

void GatewayEnd::close() {
  if (requests_ == nullptr) {
    return;
  }
  shm_mq_handle* requests = std::exchange(requests_, nullptr);
  shm_mq_handle* responses = std::exchange(responses_, nullptr);
  pg::call([&] {
    shm_mq_detach(requests);
    shm_mq_detach(responses);
  });
}

void GatewayEnd::send(std::string request) {
  waiting_ = std::move(request);
  offset_ = 0;
}

GatewayEnd::PushResult GatewayEnd::push() {
  while (offset_ < waiting_.size()) {
    size_t bytes = std::min(piece_limit_bytes / 2, waiting_.size() - offset_);
    shm_mq_result result = SHM_MQ_SUCCESS;
    // A send that would block may have put a part into the ring: the same piece must be offered again, as it is here.
    pg::call([&] { result = shm_mq_send(requests_, bytes, waiting_.data() + offset_, true, true); });
    if (result == SHM_MQ_WOULD_BLOCK) {
      return PushResult::blocked;
    }
    if (result == SHM_MQ_DETACHED) {
      return PushResult::detached;
    }
    offset_ += bytes;
  }
  waiting_.clear();
  if (waiting_.capacity() > piece_limit_bytes) {
    waiting_.shrink_to_fit();
  }
  offset_ = 0;
  return PushResult::done;
}

GatewayEnd::TakeResult GatewayEnd::take(Piece& piece) {
  Size bytes = 0;
  void* data = nullptr;
  shm_mq_result result = SHM_MQ_SUCCESS;
  pg::call([&] { result = shm_mq_receive(responses_, &bytes, &data, true); });
  if (result == SHM_MQ_WOULD_BLOCK) {
    return TakeResult::nothing;
  }
  if (result == SHM_MQ_DETACHED || bytes < sizeof(FrameHeader)) {
    return TakeResult::detached;
  }
  memcpy(&piece.header, data, sizeof(FrameHeader));
  piece.payload = static_cast<const char*>(data) + sizeof(FrameHeader);
  piece.bytes = bytes - sizeof(FrameHeader);
  return TakeResult::piece;
}

} // namespace studio::channel
