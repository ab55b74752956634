// Addresses: is this one loopback, is it a trusted proxy, and who is the client behind it?
//
// Plain C++: numeric addresses only, nothing is resolved. X-Forwarded-For is a claim that anybody can make; it is read only
// when the peer itself is within studio.trusted_proxies.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/no_postgres.h"

namespace studio::http {

// IPv4 is kept as IPv6's mapped form, so ::ffff:10.0.0.1 and 10.0.0.1 are one address.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  // Numeric IPv4 or IPv6, without port, brackets or zone; nullopt otherwise.
  static std::optional<Address> parse(std::string_view text);

  bool is_ipv4() const;
  bool is_loopback() const;
  std::string text() const;
  // Of whom somebody has many: IPv6 by its network of 64 bits, of which every customer has one; IPv4 as it is.
  Address origin() const;

  bool operator==(const Address&) const = default;
};

struct Network {
  Address address;
  int prefix_bits = 128; // of the 128; an IPv4 /8 is 104

  bool contains(const Address& other) const;
};

// "10.0.0.0/8, ::1, 192.0.2.7"; empty gives an empty list. Throws Error 22023 that names the bad entry.
std::vector<Network> parse_network_list(std::string_view text);

// The peer, unless it is trusted: then the last entry of X-Forwarded-For (all its headers joined by commas) that is not
// itself a trusted proxy. An entry that cannot be read ends the walk at the last address that was known.
std::string client_address(std::string_view peer, std::string_view forwarded_for, const std::vector<Network>& trusted);

} // namespace studio::http
