#include "auth/token.h"

#include "core/digest.h"
#include "core/error.h"
#include "core/json_reader.h"
#include "core/json_writer.h"

namespace studio::auth {

namespace {

constexpr std::size_t uuid_characters = 36;
constexpr std::size_t serial_bytes = 8; // makes each jti its own

// The header is compared as text, never parsed: "alg" cannot choose anything.
std::string encoded_header(const SigningKey& key) {
  core::JsonWriter json;
  json.begin_object().key("alg").string("HS256").key("typ").string("JWT").key("kid").string(key.id).end_object();
  return core::base64url(json.take());
}

std::string encoded_payload(const TokenScope& scope, const AccessToken& token) {
  core::JsonWriter json;
  json.begin_object();
  json.key("iss").string(scope.issuer).key("aud").string(scope.audience);
  json.key("sub").string(token.account.text());
  json.key("jti").string(token.session.text() + "." + core::hex(core::random_bytes(serial_bytes)));
  json.key("iat").integer(token.issued_at_s).key("exp").integer(token.expires_at_s);
  json.end_object();
  return core::base64url(json.take());
}

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
  std::string_view signed_text; // header.payload
};

std::optional<Parts> split(std::string_view text) {
  std::size_t first = text.find('.');
  std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return Parts{text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1),
               text.substr(0, second)};
}

// The key that signed it, or null.
const SigningKey* signer(const std::vector<SigningKey>& keys, const Parts& parts) {
  std::optional<std::string> signature = core::from_base64url(parts.signature);
  if (!signature) {
    return nullptr;
  }
  for (const SigningKey& key : keys) {
    if (encoded_header(key) == parts.header) {
      bool is_right = core::equal_in_constant_time(core::hmac_sha256(key.secret, parts.signed_text), *signature);
      return is_right ? &key : nullptr;
    }
  }
  return nullptr;
}

std::optional<core::Uuid> session_of(std::string_view jti) {
  if (jti.size() != uuid_characters + 1 + 2 * serial_bytes || jti[uuid_characters] != '.') {
    return std::nullopt;
  }
  return core::Uuid::parse(jti.substr(0, uuid_characters));
}

// The claims of a payload whose signature was right; throws core::Error where they are not of our making.
std::optional<AccessToken> read_claims(const TokenScope& scope, std::string_view payload) {
  core::JsonDocument document = core::JsonDocument::parse(payload, {.bytes = token_limit_bytes, .depth = 1});
  core::JsonObject claims = document.root_object();
  claims.refuse_others({"iss", "aud", "sub", "jti", "iat", "exp"});
  constexpr std::int64_t latest_s = 1LL << 40;
  AccessToken token;
  token.issued_at_s = claims.integer("iat", 0, latest_s);
  token.expires_at_s = claims.integer("exp", 0, latest_s);
  std::optional<core::Uuid> account = core::Uuid::parse(claims.string("sub", uuid_characters));
  std::optional<core::Uuid> session = session_of(claims.string("jti", token_limit_bytes));
  bool is_ours = claims.string("iss", token_limit_bytes) == scope.issuer &&
                 claims.string("aud", token_limit_bytes) == scope.audience;
  if (!is_ours || !account || account->is_nil() || !session || session->is_nil()) {
    return std::nullopt;
  }
  token.account = *account;
  token.session = *session;
  return token;
}

bool is_in_force(const AccessToken& token, const SigningKey& key, std::int64_t now_s) {
  bool is_of_its_time = key.retired_at_s == 0 || token.issued_at_s <= key.retired_at_s + clock_skew_s;
  return is_of_its_time && token.issued_at_s <= now_s + clock_skew_s && token.expires_at_s > now_s &&
         token.expires_at_s > token.issued_at_s && token.expires_at_s - token.issued_at_s <= token_life_limit_s;
}

} // namespace

std::string make_access_token(const SigningKey& key, const TokenScope& scope, const AccessToken& token) {
  std::string text = encoded_header(key) + "." + encoded_payload(scope, token);
  return text + "." + core::base64url(core::hmac_sha256(key.secret, text));
}

std::optional<AccessToken> read_access_token(const std::vector<SigningKey>& keys, const TokenScope& scope,
                                             std::string_view text, std::int64_t now_s) {
  std::optional<Parts> parts = text.size() <= token_limit_bytes ? split(text) : std::nullopt;
  const SigningKey* key = parts ? signer(keys, *parts) : nullptr;
  if (key == nullptr) {
    return std::nullopt;
  }
  std::optional<std::string> payload = core::from_base64url(parts->payload);
  if (!payload) {
    return std::nullopt;
  }
  std::optional<AccessToken> token;
  try {
    token = read_claims(scope, *payload);
  } catch (const core::Error&) {
    // Signed, but not JSON of our making: as good as no token.
  }
  return token && is_in_force(*token, *key, now_s) ? token : std::nullopt;
}

} // namespace studio::auth
