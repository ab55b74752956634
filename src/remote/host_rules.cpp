#include "remote/host_rules.h"

#include <algorithm>

#include "core/ascii.h"

namespace studio::remote {

namespace {

using http::Address;
using http::Network;

// The special-purpose registries of IANA, as far as they are not reachable from everywhere.
constexpr char special_ipv4[] = "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, "
                                "192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, "
                                "198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3";
// Of IPv6 only 2000::/3 is given out. Within it 6to4, Teredo and the translation prefixes carry an IPv4 address that could be
// any, and 2001:db8::/32 and 3fff::/20 are for documentation.
constexpr char global_ipv6[] = "2000::/3";
constexpr char special_ipv6[] = "2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20";
constexpr char never[] = "0.0.0.0, 255.255.255.255, 224.0.0.0/4, ::, ff00::/8";

bool is_in(const std::vector<Network>& networks, const Address& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.contains(address); });
}

} // namespace

bool is_public(const Address& address) {
  static const std::vector<Network> outside_ipv4 = http::parse_network_list(special_ipv4);
  static const std::vector<Network> inside_ipv6 = http::parse_network_list(global_ipv6);
  static const std::vector<Network> outside_ipv6 = http::parse_network_list(special_ipv6);
  if (address.is_ipv4()) {
    return !is_in(outside_ipv4, address);
  }
  return is_in(inside_ipv6, address) && !is_in(outside_ipv6, address);
}

HostRules HostRules::parse(std::string_view text) {
  HostRules rules;
  std::string networks;
  while (!core::trim_blanks(text).empty()) {
    std::string_view entry = core::trim_blanks(core::take_part(text, ','));
    if (entry == "public") {
      rules.allows_public_ = true;
    } else {
      networks.append(networks.empty() ? "" : ",").append(entry.empty() ? std::string_view("?") : entry);
    }
  }
  rules.networks_ = http::parse_network_list(networks);
  return rules;
}

bool HostRules::allows(const Address& address) const {
  static const std::vector<Network> denied = http::parse_network_list(never);
  return !is_in(denied, address) && (is_in(networks_, address) || (allows_public_ && is_public(address)));
}

} // namespace studio::remote
