// Cookie, Authorization and the WebSocket handshake: what is found in a header is plain and within its limit.
#include <string>

#include "http/authorization.h"
#include "http/cookie.h"
#include "require.h"
#include "ws/handshake.h"

using namespace studio;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::as_text(data, size);
  if (const auto cookie = http::find_cookie(input, "studio_refresh_8432")) {
    for (const char byte : *cookie)
      fuzz::require(byte > 0x20 && byte < 0x7F && byte != ';', "a cookie of cookie octets");
    http::set_cookie_header(
        {"studio_refresh_8432", std::string(*cookie), "/api/v1/auth", 60, http::CookieScheme::http});
  }
  if (const auto token = http::bearer_token(input)) {
    fuzz::require(!token->empty() && token->size() <= http::bearer_token_limit_bytes, "a token within its limit");
    fuzz::require(token->find_first_of(" \t,\"\r\n") == std::string_view::npos, "a token is one word");
  }
  ws::UpgradeRequest request{.method = "GET", .version = "HTTP/1.1"};
  request.connection = fuzz::take_piece(input);
  request.upgrade = fuzz::take_piece(input);
  request.websocket_version = fuzz::take_piece(input);
  request.websocket_key = fuzz::take_piece(input);
  request.websocket_protocol = fuzz::take_piece(input);
  const ws::HandshakeAnswer answer = ws::answer_handshake(request);
  fuzz::require((answer.status == 101) == (answer.accept.size() == 28), "an accept key exactly with 101");
  fuzz::require((answer.status == 101) == answer.message.empty(), "a reason exactly without");
  return 0;
}
