// The gateway's signing keys and all that they sign: access tokens, refresh tokens, page cursors.
//
// Read from the key file at start, at reload and when studio.rotate_keys() has replaced it, kept in this process alone. Where the file cannot be used, everything that
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
  static constexpr int64_t refresh_token_s = auth::refresh_token_life_s;

  // Reads the file, making it where it is missing. Keeps what it had where the file cannot be used.
  void load(int64_t now_ms);
  // While there is no key: looks again, at most once a second.
  void retry(int64_t now_ms);
  // Reads the file again where it is another one by now.
  void follow(int64_t now_ms);
  // Grows with each reading: what was found out with the keys before may not hold any more.
  uint64_t generation() const { return generation_; }
  bool is_ready() const { return !signing_.empty(); }

  // Throws ST003 where there is no key; so do the next four.
  void need() const { newest(); }
  std::string make_access_token(const core::Uuid& account, const core::Uuid& session) const;
  std::string make_refresh_token(const auth::RefreshToken& token) const;
  std::optional<auth::RefreshToken> read_refresh_token(std::string_view text) const;
  // The newest first: it makes, all of them open.
  std::vector<std::string> cursor_keys() const;
  std::optional<auth::AccessToken> read_access_token(std::string_view text) const;

private:
  const auth::SigningKey& newest() const;

  // Which file it was: a rotation puts another one in its place.
  struct FileMark {
    uint64_t device = 0;
    uint64_t number = 0;
    int64_t changed_at_ns = 0;

    bool operator==(const FileMark&) const = default;
  };
  static FileMark mark_of(const std::string& path);

  std::vector<auth::SigningKey> signing_;
  FileMark mark_;
  uint64_t generation_ = 0;
  std::string reason_ = "the key file has not been read";
  int64_t logged_at_ms_ = 0;
  int64_t tried_at_ms_ = 0;
};

// The one of this process.
Keys& keys();

} // namespace studio::gateway
