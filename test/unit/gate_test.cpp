#include "http/gate.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace studio::http {
namespace {

using namespace std::string_view_literals;
using Fields = std::vector<std::pair<std::string, std::string>>;

const Fields host = {{"Host", "localhost:8432"}};

struct Sent {
  std::string method = "GET";
  std::string target = "/api/v1/me";
  std::string version = "HTTP/1.1";
  Fields fields = host;
};

GateRules rules() {
  GateRules rules;
  rules.allowed_hosts = parse_host_list("localhost:8432, 127.0.0.1:8432, [::1]:8432, studio.example.com");
  return rules;
}

// 0 when the request may pass.
int status_of(const Sent& sent) {
  Headers headers;
  for (const auto& [name, value] : sent.fields)
    headers.add(name, value);
  const auto refusal = find_refusal({sent.method, sent.target, sent.version, headers}, rules());
  return refusal.has_value() ? refusal->status : 0;
}

int status_with(Fields more, const std::string& method = "POST") {
  Sent sent{.method = method};
  sent.fields.insert(sent.fields.end(), more.begin(), more.end());
  return status_of(sent);
}

TEST(Gate, LetsOrdinaryRequestsPass) {
  EXPECT_EQ(status_of({}), 0);
  EXPECT_EQ(status_of({.target = "/a?b=%20&c=ü"}), 0);
  EXPECT_EQ(status_of({.version = "HTTP/1.0"}), 0);
  EXPECT_EQ(status_with({{"Content-Length", "0"}}), 0);
  EXPECT_EQ(status_with({{"Transfer-Encoding", "chunked"}}), 0);
  EXPECT_EQ(status_with({{"transfer-encoding", " Chunked "}}), 0);
  EXPECT_EQ(status_with({{"Content-Encoding", "identity"}}), 0);
  EXPECT_EQ(status_with({{"X-Tab", "a\tb"}, {"X-Utf8", "ü"}, {"X-Empty", ""}}), 0);
}

TEST(Gate, WantsExactlyOneHostOfOurs) {
  EXPECT_EQ(status_of({.fields = {}}), 400);
  EXPECT_EQ(status_of({.fields = {{"Host", "localhost:8432"}, {"host", "localhost:8432"}}}), 400);
  for (const char* ours : {"localhost:8432", "LOCALHOST:8432", "127.0.0.1:8432", "[::1]:8432", "[0:0::1]:8432",
                           "studio.example.com", "studio.example.com:443", "studio.example.com:80", " localhost:8432 "})
    EXPECT_EQ(status_of({.fields = {{"Host", ours}}}), 0) << ours;
  for (const char* other : {"",
                            "localhost",
                            "localhost:8433",
                            "localhost:",
                            "localhost:8432:1",
                            "localhost:08432x",
                            "evil.test:8432",
                            "localhost.:8432",
                            "localhost.evil.test:8432",
                            "127.0.0.1.nip.io:8432",
                            "127.1:8432",
                            "2130706433:8432",
                            "[::2]:8432",
                            "::1:8432",
                            "[::1",
                            "[::1]8432",
                            "user@localhost:8432",
                            "localhost:8432/",
                            "localhost:8432, evil.test",
                            "[127.0.0.1]:8432",
                            "studio.example.com:8432",
                            "localhost:-1",
                            "localhost:99999",
                            "localhost:0"})
    EXPECT_EQ(status_of({.fields = {{"Host", other}}}), 421) << other;
}

TEST(Gate, RefusesEveryAmbiguousBodyLength) {
  EXPECT_EQ(status_with({{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}), 400);
  EXPECT_EQ(status_with({{"Content-Length", "5"}, {"Content-Length", "5"}}), 400);
  EXPECT_EQ(status_with({{"Content-Length", "5"}, {"content-length", "6"}}), 400);
  EXPECT_EQ(status_with({{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}), 400);
  for (const char* length : {"", "-1", "+1", "5, 5", "0x5", "5 5", "1e3", "99999999999999999999", "\xD9\xA5"})
    EXPECT_EQ(status_with({{"Content-Length", length}}), 400) << length;
  for (const char* encoding :
       {"", "xchunked", "chunked, chunked", "gzip, chunked", "chunked;x=1", "identity", "chunked\x0b", "\"chunked\""})
    EXPECT_EQ(status_with({{"Transfer-Encoding", encoding}}), 400) << encoding;
  EXPECT_EQ(status_of({.method = "POST",
                       .version = "HTTP/1.0",
                       .fields = {{"Host", "localhost:8432"}, {"Transfer-Encoding", "chunked"}}}),
            400);
}

TEST(Gate, RefusesControlBytesAndFoldedLines) {
  for (const std::string_view target : {"/a\0b"sv, "/a b"sv, "/a\tb"sv, "/a\r\nX: y"sv, "/a\x7F"sv, "/\x01"sv})
    EXPECT_EQ(status_of({.target = std::string(target)}), 400) << testing::PrintToString(target);
  for (const std::string_view value : {"a\r\n b"sv, "a\nb"sv, "a\rb"sv, "a\0b"sv, "\x1B[0m"sv, "a\x7F"sv})
    EXPECT_EQ(status_with({{"X-Value", std::string(value)}}), 400) << testing::PrintToString(value);
  for (const std::string_view name : {""sv, "Host "sv, " Host"sv, "X Y"sv, "X:"sv, "X\r\n"sv, "X\0"sv, "Ü"sv, "X(Y)"sv})
    EXPECT_EQ(status_with({{std::string(name), "1"}}), 400) << testing::PrintToString(name);
}

TEST(Gate, RefusesOddRequestLines) {
  for (const char* target : {"", "*", "http://localhost:8432/", "localhost:8432", "?a=1"})
    EXPECT_EQ(status_of({.target = target}), 400) << target;
  for (const char* method : {"", "GE T", "GET\r", "GÄT", "(GET)", "AMETHODTHATISLONGERTHANANYTHEREIS"})
    EXPECT_EQ(status_of({.method = method}), 400) << method;
  for (const char* version : {"", "HTTP/0.9", "HTTP/2", "HTTP/1.2", "http/1.1"})
    EXPECT_EQ(status_of({.version = version}), 400) << version;
}

TEST(Gate, HoldsItsSizes) {
  EXPECT_EQ(status_of({.target = "/" + std::string(8191, 'a')}), 0);
  EXPECT_EQ(status_of({.target = "/" + std::string(8192, 'a')}), 414);
  EXPECT_EQ(status_with({{"X", std::string(16 * 1024, 'a')}}), 431);
  EXPECT_EQ(status_with({{"X", std::string(15 * 1024, 'a')}}), 0);
  EXPECT_EQ(status_with(Fields(99, {"X", "1"})), 0);
  EXPECT_EQ(status_with(Fields(100, {"X", "1"})), 431);
}

TEST(Gate, RefusesCompressedBodies) {
  for (const char* encoding : {"gzip", "br", "deflate", "zstd", "", "identity, gzip"})
    EXPECT_EQ(status_with({{"Content-Encoding", encoding}}), 415) << encoding;
  EXPECT_EQ(status_with({{"Content-Encoding", "identity"}, {"Content-Encoding", "gzip"}}), 415);
}

TEST(Gate, RefusesASecondAuthorization) {
  EXPECT_EQ(status_with({{"Authorization", "Bearer a"}, {"Authorization", "Bearer b"}}), 400);
}

TEST(Gate, LetsOurOwnPagesAndClientsWithoutOriginChangeState) {
  EXPECT_EQ(status_with({}), 0);
  for (const char* origin :
       {"http://localhost:8432", "http://LOCALHOST:8432", "http://127.0.0.1:8432", "http://[::1]:8432",
        "https://studio.example.com", "https://studio.example.com:443", "http://studio.example.com"})
    EXPECT_EQ(status_with({{"Origin", origin}}), 0) << origin;
  EXPECT_EQ(status_with({{"Origin", "http://localhost:8432"}, {"Sec-Fetch-Site", "same-origin"}}), 0);
  EXPECT_EQ(status_with({{"Sec-Fetch-Site", "none"}}), 0);
}

const char* const foreign_origins[] = {"",
                                       "null",
                                       "NULL",
                                       "http://localhost",
                                       "http://localhost:80",
                                       "http://localhost:3000",
                                       "http://localhost:84321",
                                       "https://evil.test",
                                       "http://evil.test:8432",
                                       "http://localhost.evil.test:8432",
                                       "http://evil.test/localhost:8432",
                                       "http://evillocalhost:8432",
                                       "http://localhost:8432.evil.test",
                                       "http://localhost:8432@evil.test",
                                       "http://localhost:8432/",
                                       "http://localhost:8432#",
                                       "http://localhost:8432?",
                                       "file://localhost:8432",
                                       "ftp://localhost:8432",
                                       "localhost:8432",
                                       "//localhost:8432",
                                       "http:localhost:8432",
                                       "http://localhost:8432 http://evil.test",
                                       "http://localhost:8432, http://evil.test",
                                       "chrome-extension://abc",
                                       "http://studio.example.com.",
                                       "http://studio.example.com:8432",
                                       "https://xn--studio.example.com",
                                       "HTTP://localhost:8432",
                                       "http:///localhost:8432",
                                       "http://[::ffff:127.0.0.2]:8432",
                                       "http://0.0.0.0:8432",
                                       "http://127.0.0.1:8433",
                                       "http://127.0.0.2:8432",
                                       "ws://localhost:8432"};

TEST(Gate, RefusesStateChangesFromOtherPages) {
  for (const char* origin : foreign_origins)
    for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "FOO"})
      EXPECT_EQ(status_with({{"Origin", origin}}, method), 403) << origin;
  EXPECT_EQ(status_with({{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(status_with({{"Sec-Fetch-Site", "same-site"}}), 403);
  EXPECT_EQ(status_with({{"Origin", "http://localhost:8432"}, {"Origin", "http://localhost:8432"}}), 403);
}

TEST(Gate, RefusesUpgradesFromOtherPages) {
  for (const char* origin : foreign_origins)
    EXPECT_EQ(status_with({{"Upgrade", "websocket"}, {"Origin", origin}}, "GET"), 403) << origin;
  EXPECT_EQ(status_with({{"Upgrade", "websocket"}, {"Origin", "http://localhost:8432"}}, "GET"), 0);
}

TEST(Gate, LetsOtherPagesNavigateToUs) {
  EXPECT_EQ(status_with({{"Origin", "https://evil.test"}}, "GET"), 0);
  EXPECT_EQ(status_with({{"Sec-Fetch-Site", "cross-site"}}, "GET"), 0);
}

TEST(HostList, RefusesABadEntryByName) {
  EXPECT_TRUE(parse_host_list("").empty());
  EXPECT_TRUE(parse_host_list("  ").empty());
  EXPECT_EQ(parse_host_list("a, b:1,").size(), 2u);
  try {
    parse_host_list("good, http://bad");
    FAIL();
  } catch (const core::Error& error) {
    EXPECT_EQ(error.message, "invalid host \"http://bad\"");
  }
}

} // namespace
} // namespace studio::http
