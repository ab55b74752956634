// Our own epoll instance, nested in the gateway's wait set: listening sockets and WebSockets.
#pragma once

#include <sys/epoll.h>

#include <cstdint>

namespace studio::gateway {

// What a descriptor belongs to. It must be removed before it is destroyed.
class PollTarget {
public:
  virtual ~PollTarget() = default;
  virtual void on_events(uint32_t events) = 0;
};

class Poller {
public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  int fd() const { return fd_; }
  void add(int fd, uint32_t events, PollTarget* target);
  void change(int fd, uint32_t events, PollTarget* target);
  void remove(int fd);
  // Calls the targets of what is ready; never waits. False where the batch was full and more may be ready.
  bool run();

private:
  int fd_;
};

} // namespace studio::gateway
