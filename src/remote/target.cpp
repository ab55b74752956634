#include "remote/target.h"

#include <algorithm>

#include "auth/key_file.h"
#include "core/error.h"
#include "core/json_reader.h"
#include "core/sqlstate.h"
#include "pg/settings.h"

namespace studio::remote {

namespace {

constexpr size_t name_bytes = 256;
constexpr int longest_connect_timeout_s = 60;

int digit_of(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

// Texts that our own SQL made by encode(…, 'hex').
std::string from_hex(std::string_view text) {
  bool is_hex = text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  std::string bytes;
  for (size_t i = 0; is_hex && i < text.size(); i += 2) {
    bytes.push_back(static_cast<char>(digit_of(text[i]) << 4 | digit_of(text[i + 1])));
  }
  return bytes;
}

auth::SealedSecret read_secret(const core::JsonObject& object) {
  auth::SealedSecret secret;
  secret.key_version = static_cast<int>(object.integer("key_version", 1, INT32_MAX));
  secret.nonce = from_hex(object.string("nonce", 24));
  secret.ciphertext = from_hex(object.string("ciphertext", 4000));
  return secret;
}

} // namespace

Target read_target(std::string_view json) {
  core::JsonDocument document = core::JsonDocument::parse(json, core::JsonLimits{json.size() + 1});
  core::JsonObject object = document.root_object();
  Target target;
  target.place.connection = object.string("connection_id", 36);
  target.place.organization = object.string("organization_id", 36);
  target.place.host = object.string("host", name_bytes);
  target.place.port = static_cast<int>(object.integer("port", 1, 65535));
  target.place.user = object.string("user", name_bytes);
  target.place.sslmode = object.string("sslmode", 16);
  target.database = object.string("database", name_bytes);
  target.default_schema = object.optional_string("default_schema", name_bytes).value_or("");
  target.is_transaction_pooling = object.optional_boolean("is_transaction_pooling").value_or(false);
  target.secret = read_secret(object.object("secret"));
  core::JsonObject parameters = object.object("parameters");
  target.target_session_attrs = parameters.optional_string("target_session_attrs", 32).value_or("");
  int64_t timeout = parameters.optional_integer("connect_timeout", INT32_MIN, INT32_MAX).value_or(0);
  if (timeout > 0) {
    target.connect_timeout_s = static_cast<int>(std::min<int64_t>(timeout, longest_connect_timeout_s));
  }
  target.settings = object.object("settings").texts();
  return target;
}

std::string open_password(const Target& target) {
  auth::KeyFile keys = auth::read_key_file(pg::key_file_path(), auth::MissingKeyFile::refuse);
  std::optional<std::string> password =
      auth::open_secret(keys.credential, target.secret, auth::secret_context(target.place));
  auth::wipe(keys);
  if (!password) {
    throw core::Error(core::sqlstate::needs_password, "the password of the connection cannot be read")
        .with_detail("It was encrypted with a key that is not in the key file.")
        .with_hint("Give the password again, or bring back the key file that it was saved with.");
  }
  return *password;
}

} // namespace studio::remote
