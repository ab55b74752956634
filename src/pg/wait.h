// One WaitEventSet for the gateway: latch, death of the postmaster, and a few epoll file descriptors.
//
// Sockets are never put into the set itself (it cannot forget one and has a fixed size): libmicrohttpd's epoll instance and
// our own for WebSockets are nested in it. Waiting answers interrupts (barriers of DROP DATABASE and the like).
#pragma once

#include "pg/backend.h"

namespace studio::pg {

class WaitSet {
public:
  explicit WaitSet(int socket_limit);
  WaitSet(const WaitSet&) = delete;
  WaitSet& operator=(const WaitSet&) = delete;

  void add_readable(int fd);
  // Waits for the latch, a readable descriptor or the timeout (−1 = none), resets the latch and answers interrupts.
  // Throws where an interrupt raises ERROR; a FATAL ends the process.
  void wait(long timeout_ms);

private:
  WaitEventSet* set_;
  int event_limit_;
};

} // namespace studio::pg
