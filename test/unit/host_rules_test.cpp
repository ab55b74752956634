// Which addresses a remote connection may go to.
#include "remote/host_rules.h"

#include <gtest/gtest.h>

#include "expect_error.h"

namespace {

using studio::http::Address;
using studio::remote::HostRules;

bool allows(const char* rules, const char* address) { return HostRules::parse(rules).allows(*Address::parse(address)); }

TEST(HostRules, PublicIsTheInternetAndNothingElse) {
  for (const char* address : {"8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"}) {
    EXPECT_TRUE(allows("public", address)) << address;
  }
  for (const char* address : {"127.0.0.1",
                              "127.9.9.9",
                              "10.0.0.1",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "0.0.0.0",
                              "0.1.2.3",
                              "224.0.0.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "198.18.0.1",
                              "192.0.2.1",
                              "203.0.113.9",
                              "::",
                              "::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::ffff:169.254.169.254",
                              "fe80::1",
                              "fc00::1",
                              "fd00:ec2::254",
                              "ff02::1",
                              "64:ff9b::7f00:1",
                              "2002:7f00:1::",
                              "2001::1",
                              "2001:db8::1",
                              "::127.0.0.1",
                              "3fff::1"}) {
    EXPECT_FALSE(allows("public", address)) << address;
  }
}

TEST(HostRules, AListAllowsWhatItHolds) {
  EXPECT_TRUE(allows("127.0.0.1", "127.0.0.1"));
  EXPECT_TRUE(allows("127.0.0.1", "::ffff:127.0.0.1"));
  EXPECT_FALSE(allows("127.0.0.1", "127.0.0.2"));
  EXPECT_TRUE(allows("10.0.0.0/8, fd00::/8", "10.1.2.3"));
  EXPECT_TRUE(allows("10.0.0.0/8, fd00::/8", "fd12::1"));
  EXPECT_FALSE(allows("10.0.0.0/8", "8.8.8.8"));
  EXPECT_TRUE(allows("10.0.0.0/8, public", "8.8.8.8"));
  EXPECT_FALSE(allows("", "8.8.8.8"));
}

TEST(HostRules, WhatIsNobodysAddressIsNeverAllowed) {
  for (const char* address : {"0.0.0.0", "255.255.255.255", "224.0.0.1", "::", "ff02::1"}) {
    EXPECT_FALSE(allows("0.0.0.0/0, ::/0, public", address)) << address;
  }
}

TEST(HostRules, ABadEntryIsNamed) {
  for (const char* rules : {"public, nonsense", "10.0.0.0/33", "Public", ",", "localhost"}) {
    EXPECT_THROW(HostRules::parse(rules), studio::core::Error) << rules;
  }
}

} // namespace
