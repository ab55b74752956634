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
#include "remote/interrupts.h"

namespace studio::remote {

namespace {

constexpr size_t address_limit = 8;

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

// What the resolver's thread reads and writes while it asks.
struct Lookup {
  std::string host;
  addrinfo hints = {};
  gaicb request = {};
};

[[noreturn]] void fail_to_translate(const std::string& host, const std::string& detail) {
  throw core::Error(core::sqlstate::cannot_connect, "could not translate host name \"" + host + "\" to an address")
      .with_detail(detail);
}

// The state of a lookup at its end, EAI_INPROGRESS at the deadline.
int wait_for(Lookup& lookup, std::int64_t deadline_ms) {
  constexpr timespec step = {0, 50'000'000};
  const gaicb* waiting[] = {&lookup.request};
  int state = gai_error(&lookup.request);
  while (state == EAI_INPROGRESS && now_ms() < deadline_ms) {
    (void)gai_suspend(waiting, 1, &step); // a signal ends it early
    serve_interrupts();
    stop_where_cancelled();
    state = gai_error(&lookup.request);
  }
  return state;
}

Addresses look_up(const std::string& host, std::int64_t deadline_ms) {
  auto lookup = std::make_unique<Lookup>();
  lookup->host = host;
  lookup->hints.ai_family = AF_UNSPEC;
  lookup->hints.ai_socktype = SOCK_STREAM;
  lookup->request.ar_name = lookup->host.c_str();
  lookup->request.ar_request = &lookup->hints;
  gaicb* request = &lookup->request;
  int state = getaddrinfo_a(GAI_NOWAIT, &request, 1, nullptr);
  // From here on the thread may use it whatever happens to us; only an end gives it back.
  Lookup& shared = *lookup.release();
  if (state == 0) {
    state = wait_for(shared, deadline_ms);
  }
  if (state == EAI_INPROGRESS) {
    fail_to_translate(host, "No name server answered in time.");
  }
  lookup.reset(&shared);
  if (state != 0) {
    fail_to_translate(host, std::string(gai_strerror(state)) + ".");
  }
  return Addresses(lookup->request.ar_result);
}

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

std::vector<std::string> resolve_allowed(const std::string& host, std::int64_t deadline_ms) {
  Addresses list = look_up(host, deadline_ms);
  HostRules allowed = rules();
  std::vector<std::string> addresses;
  for (const addrinfo* entry = list.get(); entry != nullptr; entry = entry->ai_next) {
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
