#include "pg/wait.h"

#include "pg/guard.h"

namespace studio::pg {

namespace {

uint32 wait_event() {
#if PG_VERSION_NUM >= 170000
  static uint32 event = 0;
  if (event == 0) {
    event = WaitEventExtensionNew("StudioGateway");
  }
  return event;
#else
  return PG_WAIT_EXTENSION;
#endif
}

} // namespace

WaitSet::WaitSet(int socket_limit) : set_(nullptr), event_limit_(socket_limit + 2) {
  call([&] {
#if PG_VERSION_NUM >= 170000
    set_ = CreateWaitEventSet(nullptr, event_limit_);
#else
    set_ = CreateWaitEventSet(TopMemoryContext, event_limit_);
#endif
    AddWaitEventToSet(set_, WL_LATCH_SET, PGINVALID_SOCKET, MyLatch, nullptr);
    AddWaitEventToSet(set_, WL_EXIT_ON_PM_DEATH, PGINVALID_SOCKET, nullptr, nullptr);
  });
}

void WaitSet::add_readable(int fd) {
  call([&] { AddWaitEventToSet(set_, WL_SOCKET_READABLE, fd, nullptr, nullptr); });
}

void WaitSet::wait(long timeout_ms) {
  call([&] {
    WaitEvent events[8];
    WaitEventSetWait(set_, timeout_ms, events, Min(event_limit_, 8), wait_event());
    ResetLatch(MyLatch);
    CHECK_FOR_INTERRUPTS();
  });
}

} // namespace studio::pg
