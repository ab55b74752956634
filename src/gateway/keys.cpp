#include "gateway/keys.h"

#include <sys/stat.h>

#include <ctime>
#include <utility>

#include "core/digest.h"
#include "core/error.h"
#include "core/sqlstate.h"

#include "pg/guard.h"
#include "pg/settings.h"
#include "pg/worker.h"

extern "C" {
#include "access/xlog.h"
}

namespace studio::gateway {

namespace {

constexpr int64_t log_interval_ms = 60000;
constexpr int64_t retry_interval_ms = 1000;

const auth::TokenScope scope = {"studio", "studio-api"};

} // namespace

Keys& keys() {
  static Keys the_keys;
  return the_keys;
}

Keys::FileMark Keys::mark_of(const std::string& path) {
  struct stat attributes;
  if (lstat(path.c_str(), &attributes) != 0) {
    return {};
  }
  return {attributes.st_dev, attributes.st_ino,
          static_cast<int64_t>(attributes.st_mtim.tv_sec) * 1000000000 + attributes.st_mtim.tv_nsec};
}

void Keys::load(int64_t now_ms) {
  tried_at_ms_ = now_ms;
  bool recovers = pg::call([] { return RecoveryInProgress(); });
  std::string path = pg::key_file_path();
  // Before it is read: where it is replaced in between, the next look reads it once more.
  mark_ = mark_of(path);
  try {
    auth::KeyFile file =
        auth::read_key_file(path, recovers ? auth::MissingKeyFile::refuse : auth::MissingKeyFile::make);
    std::swap(signing_, file.signing);
    auth::wipe(file);
    generation_++;
    reason_.clear();
  } catch (const core::Error& error) {
    reason_ = error.message;
    if (logged_at_ms_ == 0 || now_ms - logged_at_ms_ > log_interval_ms) {
      logged_at_ms_ = now_ms;
      pg::log_warning(error.message, error.hint);
    }
  }
}

void Keys::retry(int64_t now_ms) {
  if (now_ms - tried_at_ms_ >= retry_interval_ms) {
    load(now_ms);
  }
}

void Keys::follow(int64_t now_ms) {
  if (is_ready() && mark_of(pg::key_file_path()) != mark_) {
    load(now_ms);
  }
}

const auth::SigningKey& Keys::newest() const {
  if (signing_.empty()) {
    core::Error error(core::sqlstate::key_file, "the key file cannot be used");
    error.with_hint("The server log says why.");
    throw error;
  }
  return signing_.front();
}

std::string Keys::make_access_token(const core::Uuid& account, const core::Uuid& session) const {
  auth::AccessToken token;
  token.account = account;
  token.session = session;
  token.issued_at_s = time(nullptr);
  token.expires_at_s = token.issued_at_s + access_token_s;
  return auth::make_access_token(newest(), scope, token);
}

std::string Keys::make_refresh_token(const auth::RefreshToken& token) const {
  return auth::make_refresh_token(newest(), token);
}

std::optional<auth::RefreshToken> Keys::read_refresh_token(std::string_view text) const {
  newest();
  return auth::read_refresh_token(signing_, text, time(nullptr));
}

std::vector<std::string> Keys::cursor_keys() const {
  newest();
  std::vector<std::string> keys;
  for (const auth::SigningKey& key : signing_) {
    keys.push_back(core::hmac_sha256(key.secret, "studio page cursor"));
  }
  return keys;
}

std::optional<auth::AccessToken> Keys::read_access_token(std::string_view text) const {
  return auth::read_access_token(signing_, scope, text, time(nullptr));
}

} // namespace studio::gateway
