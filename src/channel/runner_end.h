// The runner's end of its slot's two rings. Backend C: plain structs, no destructor, may ereport.
//
// Blocking, with a latch: while the ring is full the process waits, answers interrupts that end it, and holds back a
// cancel until the piece that is half in the ring is whole (a longjmp in the middle would leave the ring unusable).
#pragma once

#include "channel/envelope.h"
#include "channel/registry.h"

namespace studio::channel {

struct RunnerEnd {
  Slot* slot;
  shm_mq_handle* requests;
  shm_mq_handle* responses;
};

// Takes the slot (whose generation must still be `generation`, else the process exits 0), attaches both rings and arranges
// that they are detached and the slot is freed when the process exits.
void runner_attach(RunnerEnd* end, Slot* slot, uint64 generation);

struct Request {
  RequestHeader header;
  const char* text;        // header.text_bytes, followed by a NUL that is not counted
  const char** parameters; // header.parameter_count texts, NUL-terminated; NULL where the parameter is null
  const int* lengths;      // their lengths
};

enum class ReceiveResult { request, nothing, detached };

// Takes the next request into `context` (everything in it is palloc'ed there); never waits: `nothing` means: wait for the
// latch and call again. A request that has begun to arrive is waited for.
ReceiveResult runner_receive(RunnerEnd* end, MemoryContext context, Request* request);

// Sends one frame, in pieces where it is larger than one. `flush` wakes the gateway; without it the frame goes along with
// the next flushed one (or when a quarter of the ring is full).
void runner_send(RunnerEnd* end, FrameHeader header, const char* payload, size_t bytes, bool flush);

} // namespace studio::channel
