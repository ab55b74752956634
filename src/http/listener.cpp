#include "http/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::http {

namespace {

constexpr int backlog = 1024;

std::string numeric_address(const sockaddr* address, socklen_t bytes) {
  char text[NI_MAXHOST];
  if (getnameinfo(address, bytes, text, sizeof text, nullptr, 0, NI_NUMERICHOST) != 0) {
    return "";
  }
  return text;
}

[[noreturn]] void refuse(const std::string& address, int port, const std::string& reason) {
  core::Error error(core::sqlstate::connection_failure,
                    "could not listen on address \"" + address + "\", port " + std::to_string(port) + ": " + reason);
  error.with_hint("Is another server using that port? If not, check studio.listen_addresses and studio.port.");
  throw error;
}

int bind_one(const addrinfo& candidate, std::string& reason) {
  int fd = socket(candidate.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) {
    reason = strerror(errno);
    return -1;
  }
  int on = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (candidate.ai_family == AF_INET6) {
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  }
  if (bind(fd, candidate.ai_addr, candidate.ai_addrlen) != 0 || listen(fd, backlog) != 0) {
    reason = strerror(errno);
    ::close(fd);
    return -1;
  }
  return fd;
}

void bind_name(const std::string& name, int port, std::vector<BoundSocket>& bound) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const char* host = name == "*" ? nullptr : name.c_str();
  int code = getaddrinfo(host, std::to_string(port).c_str(), &hints, &found);
  if (code != 0) {
    refuse(name, port, gai_strerror(code));
  }
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> keep(found, freeaddrinfo);
  std::string reason = "no such address";
  bool any = false;
  for (const addrinfo* each = found; each != nullptr; each = each->ai_next) {
    int fd = bind_one(*each, reason);
    if (fd >= 0) {
      bound.push_back({fd, numeric_address(each->ai_addr, each->ai_addrlen)});
      any = true;
    }
  }
  if (!any) {
    refuse(name, port, reason);
  }
}

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    while (!one.empty() && one.front() == ' ') {
      one.remove_prefix(1);
    }
    while (!one.empty() && one.back() == ' ') {
      one.remove_suffix(1);
    }
    if (!one.empty()) {
      names.emplace_back(one);
    }
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return names;
}

} // namespace

std::vector<BoundSocket> listen_on(std::string_view addresses, int port) {
  std::vector<BoundSocket> bound;
  try {
    for (const std::string& name : split_list(addresses)) {
      bind_name(name, port, bound);
    }
  } catch (...) {
    for (const BoundSocket& each : bound) {
      ::close(each.fd);
    }
    throw;
  }
  return bound;
}

Accepted accept_one(int listening_fd, bool& out_of_descriptors) {
  Accepted accepted;
  accepted.address_bytes = sizeof accepted.address;
  auto* address = reinterpret_cast<sockaddr*>(&accepted.address);
  do {
    accepted.fd = accept4(listening_fd, address, &accepted.address_bytes, SOCK_CLOEXEC | SOCK_NONBLOCK);
  } while (accepted.fd < 0 && (errno == EINTR || errno == ECONNABORTED));
  if (accepted.fd < 0) {
    out_of_descriptors = errno == EMFILE || errno == ENFILE;
    return accepted;
  }
  int on = 1;
  setsockopt(accepted.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  accepted.peer = numeric_address(address, accepted.address_bytes);
  return accepted;
}

} // namespace studio::http
