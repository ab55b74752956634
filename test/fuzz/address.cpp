// Addresses, networks and hosts: what is read has one spelling, and a peer that is not trusted is believed nothing.
#include "http/address.h"

#include <string>

#include "http/host_name.h"
#include "require.h"

using namespace studio;

namespace {

void check_address(std::string_view text) {
  const auto address = http::Address::parse(text);
  if (!address.has_value())
    return;
  fuzz::require(http::Address::parse(address->text()) == address, "an address reads back");
  fuzz::require(http::Network{*address, 128}.contains(*address), "an address is within itself");
}

void check_host(std::string_view text) {
  const auto host = http::parse_host(text);
  if (!host.has_value())
    return;
  const std::string again = host->name + (host->port == 0 ? "" : ":" + std::to_string(host->port));
  fuzz::require(http::parse_host(again) == host, "a host reads back");
  fuzz::require(http::parse_origin("http://" + again) == host, "a host is an origin's");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::as_text(data, size);
  const std::string_view first = fuzz::take_piece(input);
  const std::string_view second = fuzz::take_piece(input);
  check_address(first);
  check_host(first);
  fuzz::require(http::client_address("203.0.113.5", input, http::parse_network_list("10.0.0.0/8")) == "203.0.113.5",
                "a stranger is himself");
  try {
    const auto trusted = http::parse_network_list(second);
    const std::string client = http::client_address("10.0.0.1", input, trusted);
    fuzz::require(http::Address::parse(client).has_value(), "a client has an address");
    http::parse_host_list(second);
  } catch (const core::Error& error) {
    fuzz::require(error.code == "22023", "a bad list is refused by name");
  }
  return 0;
}
