// What a remote server says, as JSON and as an error: it may say anything.
#include <gtest/gtest.h>

#include "remote/connect_error.h"
#include "remote/value_json.h"

namespace {

using studio::core::Error;
using studio::remote::connect_error;

std::string value(std::uint32_t type, std::string_view text, std::size_t limit = 100) {
  std::string out;
  studio::remote::append_value(out, type, text, limit);
  return out;
}

TEST(RemoteValue, NumbersAndBooleansAreJsonOnlyWhereTheyReadSo) {
  for (const char* number : {"0", "-1", "2147483647", "1.5", "-0", "1e+20", "1e-05", "1.25e300"}) {
    EXPECT_EQ(value(701, number), number);
  }
  for (const char* other : {"NaN", "Infinity", "-", "01", "1.", ".5", "1e", "1,2", "1]", "", "0x1"}) {
    EXPECT_EQ(value(701, other), "\"" + std::string(other) + "\"");
  }
  EXPECT_EQ(value(16, "t"), "true");
  EXPECT_EQ(value(16, "f"), "false");
  EXPECT_EQ(value(16, "maybe"), "\"maybe\"");
  EXPECT_EQ(value(20, "1"), "\"1\"");
}

TEST(RemoteValue, WhatIsTooLongIsCutBetweenCharacters) {
  EXPECT_EQ(value(25, "aüü", 4), "{\"truncated\":true,\"bytes\":5,\"head\":\"aü\"}");
  EXPECT_EQ(value(17, "\\x010203", 4), "{\"truncated\":true,\"bytes\":3,\"head\":\"\\\\x01\"}");
  EXPECT_EQ(value(25, "\xff\"", 4), "\"\xEF\xBF\xBD\\\"\"");
}

TEST(ConnectError, TheServersCodeIsReadFromTheText) {
  Error error = connect_error(
      "connection to server at \"h\" (::1), port 1 failed: FATAL:  3D000: database \"x\" does not exist\n");
  EXPECT_EQ(error.code, "3D000");
  EXPECT_EQ(error.message, "database \"x\" does not exist");
  EXPECT_EQ(connect_error("FATAL:  28P01: password authentication failed for user \"u\"\nLOCATION:  x\n").code,
            "42501");
  EXPECT_EQ(connect_error("connection to server failed: Connection refused\n\tIs it running?\n").code, "08001");
  EXPECT_EQ(connect_error("FATAL:  00000: nothing\n").code, "08001");
  EXPECT_EQ(connect_error("").code, "08001");
  EXPECT_LE(connect_error(std::string(100000, 'x')).message.size(), 1000u);
}

} // namespace
