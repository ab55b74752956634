// Is this an upgrade to our WebSocket, and what do we answer? RFC 6455 section 4.2.
//
// Plain C++: knows header values, not libmicrohttpd. Origin and Host have passed the gate before. No extension is ever
// accepted: without permessage-deflate a frame is as large as it says.
#pragma once

#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::ws {

constexpr std::string_view subprotocol = "studio.v1";

// Values of the headers of these names, several of one name joined by commas; empty where absent.
struct UpgradeRequest {
  std::string_view method;
  std::string_view version;            // "HTTP/1.1"
  std::string_view connection;         // Connection
  std::string_view upgrade;            // Upgrade
  std::string_view websocket_version;  // Sec-WebSocket-Version
  std::string_view websocket_key;      // Sec-WebSocket-Key
  std::string_view websocket_protocol; // Sec-WebSocket-Protocol
};

struct HandshakeAnswer {
  int status = 101;    // 400, or 426 where another WebSocket version or no upgrade at all was asked for
  std::string accept;  // Sec-WebSocket-Accept; only with 101, together with Sec-WebSocket-Protocol: studio.v1
  std::string message; // primary text of the refusal, otherwise empty
  std::string hint;
};

// With 426 the response also carries `Upgrade: websocket` and `Sec-WebSocket-Version: 13`.
HandshakeAnswer answer_handshake(const UpgradeRequest& request);

// Does a comma-separated header hold this word, without regard to case?
bool list_holds(std::string_view list, std::string_view word);

} // namespace studio::ws
