// The gateway's signing keys and all that they sign: access tokens, refresh tokens, page cursors.
//
// Read from the key file at start and at reload, kept in this process alone. Where the file cannot be used, everything that
// needs a key answers ST003 (503), the log says why once a minute, and the cluster serves.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/key_file.h"
#include "auth/refresh_token.h"
#include "auth/token.h"

namespace studio::gateway {

class Keys {
public:
  static constexpr int access_token_s = 600;
  static constexpr int64_t refresh_token_s = 30 * 24 * 3600;

  // Reads the file, making it where it is missing. Keeps what it had where the file cannot be used.
  void load(int64_t now_ms);
  // While there is no key: looks again, at most once a second.
  void retry(int64_t now_ms);
  bool is_ready() const { return !signing_.empty(); }

  // Throws ST003 where there is no key; so do the next four.
  void need() const { newest(); }
  std::string make_access_token(const core::Uuid& account, const core::Uuid& session) const;
  std::string make_refresh_token(const auth::RefreshToken& token) const;
  std::optional<auth::RefreshToken> read_refresh_token(std::string_view text) const;
  std::string cursor_key() const;
  std::optional<auth::AccessToken> read_access_token(std::string_view text) const;

private:
  const auth::SigningKey& newest() const;

  std::vector<auth::SigningKey> signing_;
  std::string reason_ = "the key file has not been read";
  int64_t logged_at_ms_ = 0;
  int64_t tried_at_ms_ = 0;
};

// The one of this process.
Keys& keys();

} // namespace studio::gateway
