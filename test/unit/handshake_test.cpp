#include "ws/handshake.h"

#include <gtest/gtest.h>

namespace studio::ws {
namespace {

UpgradeRequest sound() {
  return {.method = "GET",
          .version = "HTTP/1.1",
          .connection = "Upgrade",
          .upgrade = "websocket",
          .websocket_version = "13",
          .websocket_key = "dGhlIHNhbXBsZSBub25jZQ==",
          .websocket_protocol = "studio.v1"};
}

TEST(Handshake, AnswersTheExampleOfRfc6455) {
  const HandshakeAnswer answer = answer_handshake(sound());
  EXPECT_EQ(answer.status, 101);
  EXPECT_EQ(answer.accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, AcceptsListsAndAnyCase) {
  UpgradeRequest request = sound();
  request.connection = "keep-alive, UPGRADE";
  request.upgrade = "h2c, WebSocket";
  request.websocket_protocol = "studio.v2, studio.v1";
  EXPECT_EQ(answer_handshake(request).status, 101);
}

TEST(Handshake, RefusesWhatIsNotOne) {
  const auto status = [](auto change) {
    UpgradeRequest request = sound();
    change(request);
    const HandshakeAnswer answer = answer_handshake(request);
    EXPECT_TRUE(answer.accept.empty());
    EXPECT_FALSE(answer.message.empty());
    return answer.status;
  };
  EXPECT_EQ(status([](UpgradeRequest& r) { r.upgrade = ""; }), 426);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.upgrade = "websocketx"; }), 426);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.connection = "keep-alive"; }), 426);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.method = "POST"; }), 400);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.version = "HTTP/1.0"; }), 400);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.websocket_version = ""; }), 426);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.websocket_version = "8"; }), 426);
  EXPECT_EQ(status([](UpgradeRequest& r) { r.websocket_version = "13, 13"; }), 426);
  for (const char* key :
       {"", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZR==", "dGhlIHNhbXBsZSBub25j_Q==",
        "dGhlIHNhbXBsZSBub25jZQ==dGhl", "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=="})
    EXPECT_EQ(status([&](UpgradeRequest& r) { r.websocket_key = key; }), 400) << key;
  for (const char* protocol : {"", "STUDIO.V1", "studio.v10", "studio", "studio.v1x, chat"})
    EXPECT_EQ(status([&](UpgradeRequest& r) { r.websocket_protocol = protocol; }), 400) << protocol;
}

} // namespace
} // namespace studio::ws
