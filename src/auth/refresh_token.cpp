#include "auth/refresh_token.h"

#include <cstring>

#include "core/digest.h"

namespace studio::auth {

namespace {

constexpr std::size_t uuid_bytes = 16;
constexpr std::size_t content_bytes = 2 * uuid_bytes + 4;
constexpr std::size_t mac_bytes = 32;
constexpr std::size_t text_characters = (8 * (content_bytes + mac_bytes) + 5) / 6;
// What the MAC begins with, so that it can never be the signature of an access token, whose text begins with "ey".
constexpr char purpose[] = "studio refresh";

std::string encode(const RefreshToken& token) {
  std::string content;
  content.append(reinterpret_cast<const char*>(token.session.bytes.data()), uuid_bytes);
  content.append(reinterpret_cast<const char*>(token.account.bytes.data()), uuid_bytes);
  for (int shift = 24; shift >= 0; shift -= 8) {
    content.push_back(static_cast<char>(token.counter >> shift & 0xff));
  }
  return content;
}

RefreshToken decode(std::string_view content) {
  RefreshToken token;
  std::memcpy(token.session.bytes.data(), content.data(), uuid_bytes);
  std::memcpy(token.account.bytes.data(), content.data() + uuid_bytes, uuid_bytes);
  for (std::size_t i = 2 * uuid_bytes; i < content_bytes; i++) {
    token.counter = token.counter << 8 | static_cast<unsigned char>(content[i]);
  }
  return token;
}

std::string mac(const SigningKey& key, std::string_view content) {
  return core::hmac_sha256(key.secret, std::string(purpose) + std::string(content));
}

} // namespace

std::string make_refresh_token(const SigningKey& key, const RefreshToken& token) {
  std::string content = encode(token);
  return core::base64url(content + mac(key, content));
}

std::optional<RefreshToken> read_refresh_token(const std::vector<SigningKey>& keys, std::string_view text,
                                               std::int64_t now_s) {
  if (text.size() != text_characters) {
    return std::nullopt;
  }
  std::optional<std::string> bytes = core::from_base64url(text);
  if (!bytes || bytes->size() != content_bytes + mac_bytes) {
    return std::nullopt;
  }
  std::string_view content = std::string_view(*bytes).substr(0, content_bytes);
  std::string_view given = std::string_view(*bytes).substr(content_bytes);
  for (const SigningKey& key : keys) {
    bool is_past = key.retired_at_s != 0 && now_s - key.retired_at_s > refresh_token_life_s;
    if (!is_past && core::equal_in_constant_time(mac(key, content), given)) {
      RefreshToken token = decode(content);
      token.key_retired_at_s = key.retired_at_s;
      bool is_whole =
          token.counter > 0 && token.counter <= INT32_MAX && !token.session.is_nil() && !token.account.is_nil();
      return is_whole ? std::optional(token) : std::nullopt;
    }
  }
  return std::nullopt;
}

} // namespace studio::auth
