#include "gateway/poller.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::gateway {

namespace {

constexpr int batch = 256;

void control(int poller, int operation, int fd, uint32_t events, PollTarget* target) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = target;
  if (epoll_ctl(poller, operation, fd, &event) != 0) {
    throw core::Error(core::sqlstate::internal_error, std::string("could not watch a socket: ") + std::strerror(errno));
  }
}

} // namespace

Poller::Poller() : fd_(epoll_create1(EPOLL_CLOEXEC)) {
  if (fd_ < 0) {
    throw core::Error(core::sqlstate::internal_error,
                      std::string("could not make an epoll set: ") + std::strerror(errno));
  }
}

Poller::~Poller() { ::close(fd_); }

void Poller::add(int fd, uint32_t events, PollTarget* target) { control(fd_, EPOLL_CTL_ADD, fd, events, target); }

void Poller::change(int fd, uint32_t events, PollTarget* target) { control(fd_, EPOLL_CTL_MOD, fd, events, target); }

void Poller::remove(int fd) { epoll_ctl(fd_, EPOLL_CTL_DEL, fd, nullptr); }

bool Poller::run() {
  epoll_event events[batch];
  int count = epoll_wait(fd_, events, batch, 0);
  for (int i = 0; i < count; i++) {
    static_cast<PollTarget*>(events[i].data.ptr)->on_events(events[i].events);
  }
  return count < batch;
}

} // namespace studio::gateway
