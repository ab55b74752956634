#include "remote/handshake.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>

#include "core/error.h"
#include "core/sqlstate.h"
#include "pg/guard.h"
#include "remote/interrupts.h"

extern "C" {
#include "storage/ipc.h"
}

namespace studio::remote {

namespace {

constexpr int look_ms = 100;      // how often the thread asks whether it is still wanted
constexpr int64_t grace_ms = 500; // how long it may take to see that it is not

// What the thread and we share; never freed once the thread has been left behind.
struct Shared {
  PGconn* connection = nullptr;
  int done = -1; // an eventfd
  std::atomic<bool> is_unwanted = false;
};

bool is_running = false; // the thread; for whatever ends this process

void* run(void* argument) {
  Shared* shared = static_cast<Shared*>(argument);
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED && !shared->is_unwanted) {
    pollfd socket = {PQsocket(shared->connection), 0, 0};
    socket.events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (socket.fd < 0 || poll(&socket, 1, look_ms) > 0) {
      status = PQconnectPoll(shared->connection);
    }
  }
  std::uint64_t one = 1;
  (void)!write(shared->done, &one, sizeof one);
  return nullptr;
}

// All signals are ours: a thread that took one would run PostgreSQL's handlers.
bool start(pthread_t* thread, Shared* shared) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool is_started = pthread_create(thread, nullptr, run, shared) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return is_started;
}

// True once the thread has ended; false at the deadline.
bool wait_for(const Shared& shared, std::int64_t deadline_ms) {
  for (;;) {
    long left = static_cast<long>(deadline_ms - now_ms());
    if (left <= 0) {
      return false;
    }
    int events = pg::call([&] {
      int occurred = WaitLatchOrSocket(MyLatch, WL_SOCKET_READABLE | WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
                                       shared.done, left, PG_WAIT_EXTENSION);
      ResetLatch(MyLatch);
      return occurred;
    });
    if ((events & WL_SOCKET_READABLE) != 0) {
      return true;
    }
    serve_interrupts();
    stop_where_cancelled();
  }
}

// Tells the thread to end, and waits for that a little, deaf to anything else.
bool recall(Shared& shared) {
  shared.is_unwanted = true;
  pollfd done = {shared.done, POLLIN, 0};
  std::int64_t until = now_ms() + grace_ms;
  while (now_ms() < until) {
    if (poll(&done, 1, static_cast<int>(until - now_ms())) > 0) {
      return true;
    }
  }
  return false;
}

// Everything of PostgreSQL's has been given back when this runs.
void leave_at_once(int code, Datum) {
  if (is_running) {
    _exit(code);
  }
}

} // namespace

void prepare_handshakes() {
  pg::call([] { on_proc_exit(leave_at_once, 0); });
}

bool is_handshake_abandoned() { return is_running; }

Handshake shake_hands(PGconn* connection, std::int64_t deadline_ms) {
  Shared* shared = new Shared;
  shared->connection = connection;
  shared->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  pthread_t thread;
  if (shared->done < 0 || !start(&thread, shared)) {
    close(shared->done);
    delete shared;
    throw core::Error(core::sqlstate::out_of_memory, "could not start a thread for the connection");
  }
  is_running = true;
  Handshake result = Handshake::over;
  auto leave = [&] {
    if (!recall(*shared)) {
      pthread_detach(thread);
      return;
    }
    pthread_join(thread, nullptr);
    is_running = false;
    close(shared->done);
    delete shared;
  };
  try {
    result = wait_for(*shared, deadline_ms) ? Handshake::over : Handshake::late;
  } catch (const core::Error&) {
    leave();
    throw;
  }
  leave();
  return is_running ? Handshake::abandoned : result;
}

} // namespace studio::remote
