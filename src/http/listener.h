// Listening sockets: bind, and take what comes.
//
// Plain C++ over the system's calls; knows no HTTP. Every descriptor is close-on-exec and non-blocking.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/no_postgres.h"

namespace studio::http {

struct BoundSocket {
  int fd;
  std::string address; // numeric, without the port
};

// Listens on each address of a comma-separated list ("127.0.0.1, ::1", "*", "localhost"). Throws core::Error 08006 that
// names the address and the reason; then nothing is left open.
std::vector<BoundSocket> listen_on(std::string_view addresses, int port);

struct Accepted {
  int fd = -1; // −1: nobody is waiting
  sockaddr_storage address{};
  socklen_t address_bytes = 0;
  std::string peer; // numeric
};

// The next connection of a listening socket. `out_of_descriptors` is set where the process has no descriptor left.
Accepted accept_one(int listening_fd, bool& out_of_descriptors);

} // namespace studio::http
