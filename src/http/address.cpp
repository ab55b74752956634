// inet_pton does the reading; it accepts no name, no octal number and no missing part.
#include "http/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "core/ascii.h"
#include "core/error.h"
#include "core/sqlstate.h"

namespace studio::http {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr int mapped_prefix_bits = 96;
// A proxy chain is short; a long list is somebody filling the header.
constexpr int forwarded_entries_limit = 32;

std::optional<int> parse_prefix_bits(std::string_view text, int max) {
  int bits = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), bits);
  const bool is_number = result.ec == std::errc() && result.ptr == text.data() + text.size();
  if (!is_number || text.front() == '-' || bits > max)
    return std::nullopt;
  return bits;
}

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = Address::parse(text.substr(0, slash));
  if (!address.has_value())
    return std::nullopt;
  if (slash == std::string_view::npos)
    return Network{*address, 128};
  const bool is_ipv4 = address->is_ipv4();
  const auto bits = parse_prefix_bits(text.substr(slash + 1), is_ipv4 ? 32 : 128);
  if (!bits.has_value())
    return std::nullopt;
  return Network{*address, *bits + (is_ipv4 ? mapped_prefix_bits : 0)};
}

// Proxies write an address with or without port: 192.0.2.1, 192.0.2.1:40000, 2001:db8::1, [2001:db8::1]:40000.
std::optional<Address> parse_forwarded_entry(std::string_view entry) {
  if (!entry.empty() && entry.front() == '[') {
    const std::size_t end = entry.find(']');
    if (end == std::string_view::npos)
      return std::nullopt;
    return Address::parse(entry.substr(1, end - 1));
  }
  const bool has_port = std::count(entry.begin(), entry.end(), ':') == 1;
  return Address::parse(has_port ? entry.substr(0, entry.find(':')) : entry);
}

bool is_trusted(const Address& address, const std::vector<Network>& trusted) {
  return std::any_of(trusted.begin(), trusted.end(), [&](const Network& network) { return network.contains(address); });
}

} // namespace

std::optional<Address> Address::parse(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos)
    return std::nullopt;
  const std::string terminated(text);
  Address address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1)
    return address;
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + mapped_prefix.size()) == 1)
    return address;
  return std::nullopt;
}

bool Address::is_ipv4() const { return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin()); }

bool Address::is_loopback() const {
  if (is_ipv4())
    return bytes[12] == 127;
  Address one;
  one.bytes[15] = 1;
  return *this == one;
}

Address Address::origin() const {
  constexpr std::size_t network_bytes = 8;
  Address origin = *this;
  if (!is_ipv4()) {
    std::fill(origin.bytes.begin() + network_bytes, origin.bytes.end(), 0);
  }
  return origin;
}

std::string Address::text() const {
  char text[INET6_ADDRSTRLEN];
  const bool ipv4 = is_ipv4();
  inet_ntop(ipv4 ? AF_INET : AF_INET6, bytes.data() + (ipv4 ? mapped_prefix.size() : 0), text, sizeof text);
  return text;
}

bool Network::contains(const Address& other) const {
  const auto whole_bytes = static_cast<std::size_t>(prefix_bits / 8);
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole_bytes, other.bytes.begin()))
    return false;
  const int rest_bits = prefix_bits % 8;
  if (rest_bits == 0)
    return true;
  return (address.bytes[whole_bytes] ^ other.bytes[whole_bytes]) >> (8 - rest_bits) == 0;
}

std::vector<Network> parse_network_list(std::string_view text) {
  std::vector<Network> networks;
  while (!core::trim_blanks(text).empty()) {
    const std::string_view entry = core::trim_blanks(core::take_part(text, ','));
    const auto network = parse_network(entry);
    if (!network.has_value())
      throw core::Error(core::sqlstate::invalid_parameter_value,
                        "invalid network \"" + std::string(entry.substr(0, 64)) + "\"")
          .with_hint("Write addresses like 192.0.2.7 or networks like 10.0.0.0/8, separated by commas.");
    networks.push_back(*network);
  }
  return networks;
}

std::string client_address(std::string_view peer, std::string_view forwarded_for, const std::vector<Network>& trusted) {
  const auto peer_address = Address::parse(peer);
  if (!peer_address.has_value())
    return std::string(peer);
  Address known = *peer_address;
  for (int entries = 0; entries < forwarded_entries_limit && is_trusted(known, trusted); entries++) {
    const std::size_t comma = forwarded_for.rfind(',');
    const bool is_last = comma == std::string_view::npos;
    const auto next =
        parse_forwarded_entry(core::trim_blanks(is_last ? forwarded_for : forwarded_for.substr(comma + 1)));
    if (!next.has_value())
      break;
    known = *next;
    if (is_last)
      break;
    forwarded_for = forwarded_for.substr(0, comma);
  }
  return known.text();
}

} // namespace studio::http
