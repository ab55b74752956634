#include "remote/cancel_request.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "pg/guard.h"

extern "C" {
#include "utils/timeout.h"
}

namespace studio::remote {

namespace {

constexpr int patience_ms = 2000;

// PQcancel retries every call that a signal interrupts. So the signal of the timeout puts a file that is no socket into the
// place of PQcancel's: the next call fails, and it returns.
volatile sig_atomic_t socket_place = -1;
volatile sig_atomic_t no_socket = -1;

void give_up() {
  if (socket_place >= 0 && no_socket >= 0) {
    (void)dup2(no_socket, socket_place);
  }
}

TimeoutId own_timeout() {
  static TimeoutId id = pg::call([] { return RegisterTimeout(USER_TIMEOUT, give_up); });
  return id;
}

// Where the next file will be opened: nothing else opens one in between.
int next_place() {
  int place = dup(no_socket);
  if (place >= 0) {
    close(place);
  }
  return place;
}

} // namespace

bool send_cancel_request(PGconn* connection) {
  if (no_socket < 0) {
    no_socket = open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
  PGcancel* request = PQgetCancel(connection);
  if (request == nullptr) {
    return false;
  }
  TimeoutId timeout = own_timeout();
  socket_place = next_place();
  char reason[256];
  pg::call([&] { enable_timeout_after(timeout, patience_ms); });
  bool is_taken = socket_place >= 0 && PQcancel(request, reason, sizeof reason) == 1;
  pg::call([&] { disable_timeout(timeout, false); });
  socket_place = -1;
  PQfreeCancel(request);
  return is_taken;
}

} // namespace studio::remote
