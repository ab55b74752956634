#include "remote/resolve.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>

#include "core/error.h"
#include "core/sqlstate.h"
#include "pg/settings.h"
#include "remote/host_rules.h"

namespace studio::remote {

namespace {

constexpr size_t address_limit = 8;

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::string text_of(const addrinfo& entry) {
  char text[INET6_ADDRSTRLEN] = "";
  const void* bytes = entry.ai_family == AF_INET
                          ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(entry.ai_addr)->sin_addr)
                          : &reinterpret_cast<const sockaddr_in6*>(entry.ai_addr)->sin6_addr;
  inet_ntop(entry.ai_family, bytes, text, sizeof text);
  return text;
}

[[noreturn]] void deny() {
  throw core::Error(core::sqlstate::insufficient_privilege, "connections to this server are not allowed")
      .with_hint("studio.remote_hosts says which addresses may be connected to.");
}

HostRules rules() {
  try {
    return HostRules::parse(pg::settings.remote_hosts == nullptr ? "" : pg::settings.remote_hosts);
  } catch (const core::Error&) {
    throw core::Error("F0000", "studio.remote_hosts cannot be read")
        .with_detail("No remote connection is made until it can.");
  }
}

} // namespace

std::vector<std::string> resolve_allowed(const std::string& host) {
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  int result = getaddrinfo(host.c_str(), nullptr, &hints, &list);
  if (result != 0) {
    throw core::Error(core::sqlstate::cannot_connect, "could not translate host name \"" + host + "\" to an address")
        .with_detail(std::string(gai_strerror(result)) + ".");
  }
  std::unique_ptr<addrinfo, FreeAddresses> owned(list);
  HostRules allowed = rules();
  std::vector<std::string> addresses;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    std::string text = entry->ai_family == AF_INET || entry->ai_family == AF_INET6 ? text_of(*entry) : "";
    auto address = http::Address::parse(text);
    if (!address || !allowed.allows(*address)) {
      deny();
    }
    if (addresses.size() < address_limit && std::find(addresses.begin(), addresses.end(), text) == addresses.end()) {
      addresses.push_back(text);
    }
  }
  if (addresses.empty()) {
    deny();
  }
  return addresses;
}

} // namespace studio::remote
