// What a key file says: its lines into keys and back, and what a rotation makes of them.
//
// Plain C++: knows no file (`key_file.h`). Lines: `signing <id> <43 base64url characters>`, for a retired one with the Unix time
// of its retirement behind it, and `credential <id> <…>`; the first of each kind makes, all of them check. `#` begins a comment
// line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/token.h"

#include "core/no_postgres.h"

namespace studio::auth {

struct KeyFile {
  std::vector<SigningKey> signing;    // at least one; the first is in use
  std::vector<SigningKey> credential; // at least one
};

// Overwrites all keys.
void wipe(KeyFile& keys);

// Nullopt where the text is none of ours; `reason` is then a sentence that names no key.
std::optional<KeyFile> parse_keys(std::string_view text, std::string& reason);
std::string format_keys(const KeyFile& keys);

// One new key of each kind.
KeyFile make_keys();

// keep: nobody is signed out. drop: what was signed is worth nothing any more, as after a theft.
enum class OldSigningKeys { keep, drop };

// Puts a new key of each kind before the others. A signing key stays as long as a refresh token that it made may live; a
// credential key for ever, since dumps hold what it has encrypted. Throws 54000 where that would be more than a file may hold.
void rotate_keys(KeyFile& keys, OldSigningKeys old, std::int64_t now_s);

} // namespace studio::auth
