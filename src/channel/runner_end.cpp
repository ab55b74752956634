#include "channel/runner_end.h"

#include "pg/backend.h"

namespace studio::channel {

namespace {

// The end that this process holds; an exit callback has no better way to find it.
RunnerEnd* held_end = nullptr;

// True while a frame is partly in the ring. Set again only by runner_send, so that a FATAL that strikes while the ring is
// full (its own error frame would tear the half-sent one) ends in silence instead.
bool is_sending = false;

void detach(RunnerEnd* end) {
  shm_mq_handle* requests = std::exchange(end->requests, nullptr);
  shm_mq_handle* responses = std::exchange(end->responses, nullptr);
  if (requests != nullptr) {
    shm_mq_detach(requests);
  }
  if (responses != nullptr) {
    shm_mq_detach(responses);
  }
}

// Runs while the process exits, before its PGPROC goes. The slot is free last: from then on the gateway may make the rings
// anew, so nothing of ours may touch them.
void leave_slot(int, Datum) {
  RunnerEnd* end = std::exchange(held_end, nullptr);
  if (end == nullptr) {
    return;
  }
  pg_atomic_write_u32(&end->slot->state, static_cast<uint32>(RunnerState::ending));
  detach(end);
  pg_atomic_write_u32(&end->slot->pid, 0);
  pg_memory_barrier();
  pg_atomic_write_u32(&end->slot->state, static_cast<uint32>(RunnerState::free));
  wake_gateway();
}

// The other end is gone: so is everybody who could be told. Exit code 0, for the log's sake.
[[noreturn]] void leave_quietly(RunnerEnd* end) {
  detach(end);
  proc_exit(0);
}

// Waits until the ring may have moved. A whole CHECK_FOR_INTERRUPTS would be wrong here: a cancel, or an error that a
// parallel worker hands over, would jump out with a frame half in the ring. What must not wait is served by hand: the order
// to die, and the barriers that DROP DATABASE in another session waits for.
void wait_for_ring(uint32 wait_event) {
  (void)WaitLatch(MyLatch, WL_LATCH_SET | WL_EXIT_ON_PM_DEATH, 0, wait_event);
  ResetLatch(MyLatch);
  if (ProcDiePending) {
    CHECK_FOR_INTERRUPTS();
  }
  if (ProcSignalBarrierPending) {
    ProcessProcSignalBarrier();
  }
  if (LogMemoryContextPending) {
    ProcessLogMemoryContextInterrupt();
  }
}

void send_piece(RunnerEnd* end, const FrameHeader& header, const char* payload, size_t bytes, bool flush) {
  shm_mq_iovec parts[2];
  parts[0].data = reinterpret_cast<const char*>(&header);
  parts[0].len = sizeof header;
  parts[1].data = payload;
  parts[1].len = bytes;
  for (;;) {
    shm_mq_result result = shm_mq_sendv(end->responses, parts, 2, true, flush);
    if (result == SHM_MQ_SUCCESS) {
      return;
    }
    if (result == SHM_MQ_DETACHED) {
      leave_quietly(end);
    }
    wait_for_ring(WAIT_EVENT_CLIENT_WRITE);
  }
}

// Copies the pieces of one request, of which the first has come, into one stretch of memory.
char* assemble(RunnerEnd* end, MemoryContext context, const char* first, size_t first_bytes, size_t total) {
  char* whole = static_cast<char*>(MemoryContextAlloc(context, total + 1));
  memcpy(whole, first, first_bytes);
  size_t have = first_bytes;
  while (have < total) {
    Size bytes = 0;
    void* data = nullptr;
    shm_mq_result result = shm_mq_receive(end->requests, &bytes, &data, true);
    if (result == SHM_MQ_WOULD_BLOCK) {
      wait_for_ring(WAIT_EVENT_CLIENT_READ);
      continue;
    }
    if (result == SHM_MQ_DETACHED || bytes > total - have) {
      leave_quietly(end);
    }
    memcpy(whole + have, data, bytes);
    have += bytes;
  }
  whole[total] = '\0';
  return whole;
}

// Points `request` at the parts of the body; false if the lengths in it do not fit together.
bool parse_body(Request* request, char* body, MemoryContext context) {
  const RequestHeader& header = request->header;
  size_t at = header.text_bytes;
  if (at > header.total_bytes || header.parameter_count > header.total_bytes / sizeof(int32)) {
    return false;
  }
  request->parameters =
      static_cast<const char**>(MemoryContextAllocZero(context, sizeof(char*) * Max(header.parameter_count, 1U)));
  int* lengths = static_cast<int*>(MemoryContextAllocZero(context, sizeof(int) * Max(header.parameter_count, 1U)));
  request->lengths = lengths;
  request->text = body;
  char* end_of_text = body + at;
  for (uint32 i = 0; i < header.parameter_count; i++) {
    int32 length;
    if (header.total_bytes - at < sizeof length) {
      return false;
    }
    memcpy(&length, body + at, sizeof length);
    // Each text ends where the next length begins; once that is read, its first byte becomes the terminator.
    body[at] = '\0';
    at += sizeof length;
    lengths[i] = length;
    if (length < 0) {
      continue;
    }
    if (header.total_bytes - at < static_cast<size_t>(length)) {
      return false;
    }
    request->parameters[i] = body + at;
    at += static_cast<size_t>(length);
  }
  body[at] = '\0';
  *end_of_text = '\0';
  return at == header.total_bytes;
}

} // namespace

void runner_attach(RunnerEnd* end, Slot* slot, uint64 generation) {
  end->slot = slot;
  end->requests = nullptr;
  end->responses = nullptr;
  // A gateway that ends tells every process that is in a slot, and lets nobody else in: whoever gets past here is either
  // wanted or has been told, and nobody waits at a ring that has no other end.
  if (!enter_slot(slot, generation)) {
    proc_exit(0);
  }
  held_end = end;
  on_shmem_exit(leave_slot, 0);
  MemoryContext previous = MemoryContextSwitchTo(TopMemoryContext);
  shm_mq* requests = reinterpret_cast<shm_mq*>(slot->request_ring);
  shm_mq* responses = reinterpret_cast<shm_mq*>(slot->response_ring);
  shm_mq_set_receiver(requests, MyProc);
  shm_mq_set_sender(responses, MyProc);
  end->requests = shm_mq_attach(requests, nullptr, nullptr);
  end->responses = shm_mq_attach(responses, nullptr, nullptr);
  MemoryContextSwitchTo(previous);
  slot->started_at = GetCurrentTimestamp();
}

ReceiveResult runner_receive(RunnerEnd* end, MemoryContext context, Request* request) {
  Size bytes = 0;
  void* data = nullptr;
  shm_mq_result result = shm_mq_receive(end->requests, &bytes, &data, true);
  if (result == SHM_MQ_WOULD_BLOCK) {
    return ReceiveResult::nothing;
  }
  if (result == SHM_MQ_DETACHED || bytes < sizeof(RequestHeader)) {
    return ReceiveResult::detached;
  }
  memcpy(&request->header, data, sizeof(RequestHeader));
  size_t total = sizeof(RequestHeader) + request->header.total_bytes;
  if (bytes > total) {
    return ReceiveResult::detached;
  }
  char* whole = assemble(end, context, static_cast<const char*>(data), bytes, total);
  if (!parse_body(request, whole + sizeof(RequestHeader), context)) {
    return ReceiveResult::detached;
  }
  return ReceiveResult::request;
}

void runner_send(RunnerEnd* end, FrameHeader header, const char* payload, size_t bytes, bool flush) {
  if (end->responses == nullptr) {
    return;
  }
  if (is_sending) {
    detach(end);
    return;
  }
  is_sending = true;
  constexpr size_t payload_limit = piece_limit_bytes - sizeof(FrameHeader);
  header.total_bytes = static_cast<uint32>(bytes);
  do {
    size_t piece = Min(bytes, payload_limit);
    header.more = piece < bytes;
    send_piece(end, header, payload, piece, flush && !header.more);
    payload += piece;
    bytes -= piece;
  } while (bytes > 0);
  is_sending = false;
}

} // namespace studio::channel
