#include "ws/handshake.h"

#include <algorithm>

#include "core/ascii.h"
#include "core/digest.h"

namespace studio::ws {

namespace {

constexpr std::string_view accept_salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 section 1.3

HandshakeAnswer refuse(int status, std::string message, std::string hint) {
  return HandshakeAnswer{status, {}, std::move(message), std::move(hint)};
}

// Base64 of 16 bytes: 22 digits, of which the last carries only two bits, and two signs of padding.
bool is_key(std::string_view key) {
  constexpr std::string_view last_digits = "AQgw";
  const auto is_digit = [](char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           byte == '+' || byte == '/';
  };
  return key.size() == 24 && key.substr(22) == "==" && std::all_of(key.begin(), key.begin() + 22, is_digit) &&
         last_digits.find(key[21]) != std::string_view::npos;
}

// Subprotocol names are case-sensitive, unlike Connection and Upgrade.
bool offers_subprotocol(std::string_view offered) {
  while (!offered.empty())
    if (core::trim_blanks(core::take_part(offered, ',')) == subprotocol)
      return true;
  return false;
}

} // namespace

bool list_holds(std::string_view list, std::string_view word) {
  while (!list.empty())
    if (core::equal_without_case(core::trim_blanks(core::take_part(list, ',')), word))
      return true;
  return false;
}

HandshakeAnswer answer_handshake(const UpgradeRequest& request) {
  if (!list_holds(request.upgrade, "websocket") || !list_holds(request.connection, "upgrade"))
    return refuse(426, "this address speaks WebSocket only", "Send Connection: Upgrade and Upgrade: websocket.");
  if (request.method != "GET" || request.version != "HTTP/1.1")
    return refuse(400, "a WebSocket is opened by GET in HTTP/1.1", {});
  if (core::trim_blanks(request.websocket_version) != "13")
    return refuse(426, "unknown WebSocket version", "This server speaks version 13.");
  const std::string_view key = core::trim_blanks(request.websocket_key);
  if (!is_key(key))
    return refuse(400, "invalid Sec-WebSocket-Key", {});
  if (!offers_subprotocol(request.websocket_protocol))
    return refuse(400, "no subprotocol in common", "This server speaks studio.v1: name it in Sec-WebSocket-Protocol.");
  return HandshakeAnswer{101, core::base64(core::sha1(std::string(key).append(accept_salt))), {}, {}};
}

} // namespace studio::ws
