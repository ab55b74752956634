#include "http/address.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace studio::http {
namespace {

using test::expect_error;

TEST(Address, ReadsNumericAddressesOnly) {
  EXPECT_EQ(Address::parse("192.0.2.7")->text(), "192.0.2.7");
  EXPECT_EQ(Address::parse("2001:DB8:0::1")->text(), "2001:db8::1");
  EXPECT_EQ(Address::parse("::ffff:10.0.0.1"), Address::parse("10.0.0.1"));
  for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "0x7f.0.0.1", "1.2.3.4 ",
                           "[::1]", "fe80::1%lo", "1.2.3.4:80", ":::1", "::1::"})
    EXPECT_EQ(Address::parse(text), std::nullopt) << text;
  EXPECT_EQ(Address::parse(std::string("127.0.0.1\0x", 11)), std::nullopt);
  EXPECT_EQ(Address::parse(std::string(1000, '1')), std::nullopt);
}

TEST(Address, KnowsLoopback) {
  for (const char* text : {"127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(Address::parse(text)->is_loopback()) << text;
  for (const char* text : {"128.0.0.1", "0.0.0.0", "::", "::2", "10.0.0.1", "::127.0.0.1"})
    EXPECT_FALSE(Address::parse(text)->is_loopback()) << text;
}

TEST(NetworkList, ContainsWhatItSays) {
  const auto networks = parse_network_list("10.0.0.0/8, 192.0.2.7 ,2001:db8::/33,172.16.0.0/12,");
  ASSERT_EQ(networks.size(), 4u);
  const auto holds = [&](std::size_t index, const char* text) {
    return networks[index].contains(*Address::parse(text));
  };
  EXPECT_TRUE(holds(0, "10.255.0.1"));
  EXPECT_FALSE(holds(0, "11.0.0.1"));
  EXPECT_FALSE(holds(0, "::10.0.0.1"));
  EXPECT_TRUE(holds(1, "192.0.2.7"));
  EXPECT_FALSE(holds(1, "192.0.2.6"));
  EXPECT_TRUE(holds(2, "2001:db8:7fff::1"));
  EXPECT_FALSE(holds(2, "2001:db8:8000::1"));
  EXPECT_TRUE(holds(3, "172.31.255.255"));
  EXPECT_FALSE(holds(3, "172.32.0.0"));
  EXPECT_TRUE(parse_network_list("0.0.0.0/0")[0].contains(*Address::parse("8.8.8.8")));
  EXPECT_FALSE(parse_network_list("0.0.0.0/0")[0].contains(*Address::parse("2001:db8::1")));
  EXPECT_TRUE(parse_network_list("::/0")[0].contains(*Address::parse("8.8.8.8")));
  EXPECT_TRUE(parse_network_list(" ").empty());
}

TEST(NetworkList, RefusesABadEntry) {
  for (const char* text : {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/+8", "::/129", "proxy",
                           "10.0.0.1,,10.0.0.2", "/8"})
    expect_error("22023", [&] { parse_network_list(text); });
}

TEST(ClientAddress, IgnoresTheHeaderOfAPeerThatIsNotTrusted) {
  EXPECT_EQ(client_address("203.0.113.5", "1.1.1.1", {}), "203.0.113.5");
  EXPECT_EQ(client_address("203.0.113.5", "1.1.1.1", parse_network_list("10.0.0.0/8")), "203.0.113.5");
}

TEST(ClientAddress, IsTheLastOneThatNoTrustedProxyCouldHaveMadeUp) {
  const auto trusted = parse_network_list("10.0.0.0/8, ::1");
  struct Case {
    const char* forwarded_for;
    const char* expected;
  };
  const Case cases[] = {
      {"", "10.0.0.1"},
      {"1.1.1.1", "1.1.1.1"},
      {"9.9.9.9, 1.1.1.1", "1.1.1.1"}, // the client wrote 9.9.9.9 himself
      {"9.9.9.9,1.1.1.1 , 10.2.3.4", "1.1.1.1"},
      {"10.9.9.9, 10.2.3.4", "10.9.9.9"},          // all trusted: the farthest
      {"1.1.1.1, nonsense, 10.2.3.4", "10.2.3.4"}, // nothing is known beyond it
      {"nonsense", "10.0.0.1"},
      {",", "10.0.0.1"},
      {"1.1.1.1:4711", "1.1.1.1"},
      {"[2001:db8::1]:4711", "2001:db8::1"},
      {"2001:db8::1", "2001:db8::1"},
      {"[2001:db8::1", "10.0.0.1"},
      {"unix:", "10.0.0.1"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(client_address("10.0.0.1", c.forwarded_for, trusted), c.expected) << c.forwarded_for;
  EXPECT_EQ(client_address("::1", "1.1.1.1", trusted), "1.1.1.1");
}

TEST(Address, OriginIsTheNetworkThatOneCustomerHas) {
  EXPECT_EQ(Address::parse("192.0.2.7")->origin().text(), "192.0.2.7");
  EXPECT_EQ(Address::parse("::ffff:192.0.2.7")->origin().text(), "192.0.2.7");
  EXPECT_EQ(Address::parse("2001:db8:1:2:3:4:5:6")->origin(), *Address::parse("2001:db8:1:2::"));
}

TEST(ClientAddress, DoesNotWalkAnEndlessHeader) {
  std::string list = "1.1.1.1";
  for (int count = 0; count < 100; count++)
    list += ",10.0.0.2";
  EXPECT_EQ(client_address("10.0.0.1", list, parse_network_list("10.0.0.0/8")), "10.0.0.2");
}

} // namespace
} // namespace studio::http
