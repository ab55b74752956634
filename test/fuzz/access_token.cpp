// The access token: nothing that we have not signed is taken. Three ways in: the text as it comes; any header and payload
// under our own signature, which reaches the checks of the claims; and one byte changed in a good token.
#include "auth/token.h"

#include <string>

#include "core/digest.h"
#include "require.h"

namespace {

using namespace studio;

constexpr std::int64_t now_s = 1'800'000'000;
const auth::SigningKey key = {"k1", std::string(32, 'k')};
const std::vector<auth::SigningKey> keys = {key};
const auth::TokenScope scope = {"studio", "studio:1"};

std::optional<auth::AccessToken> read(std::string_view text) {
  return auth::read_access_token(keys, scope, text, now_s);
}

std::string sign(std::string_view header, std::string_view payload) {
  const std::string text = core::base64url(header) + "." + core::base64url(payload);
  return text + "." + core::base64url(core::hmac_sha256(key.secret, text));
}

void check_claims(std::string_view header, std::string_view payload) {
  const auto token = read(sign(header, payload));
  if (!token.has_value())
    return;
  fuzz::require(header == R"({"alg":"HS256","typ":"JWT","kid":"k1"})", "one header only");
  fuzz::require(token->expires_at_s > now_s, "in force");
  fuzz::require(token->expires_at_s - token->issued_at_s <= auth::token_life_limit_s, "not for longer than ours");
}

void check_change(std::string_view input) {
  static const std::string good =
      auth::make_access_token(key, scope, {core::Uuid::random(), core::Uuid::random(), now_s, now_s + 600});
  fuzz::require(read(good).has_value(), "a good token is taken");
  if (input.size() < 3)
    return;
  std::string changed = good;
  const auto position = static_cast<unsigned char>(input[0]) << 8 | static_cast<unsigned char>(input[1]);
  char& byte = changed[static_cast<std::size_t>(position) % changed.size()];
  if (byte == input[2])
    return;
  byte = input[2];
  fuzz::require(!read(changed).has_value(), "a changed token is refused");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::as_text(data, size);
  fuzz::require(!read(input).has_value(), "what we have not signed is refused");
  check_change(input);
  const std::string_view header = fuzz::take_piece(input);
  check_claims(header, input);
  check_claims(R"({"alg":"HS256","typ":"JWT","kid":"k1"})", input);
  return 0;
}
