// The key file: read it, make it where it is missing, refuse it when others may read it.
//
// Plain C++ and POSIX: knows neither settings nor the data directory. The gateway reads it for the signing keys, the remote
// runner for the credential keys; no key ever enters shared memory. Lines: `signing <id> <43 base64url characters>` and
// `credential <id> <…>`; the first of each kind makes, all of them check. `#` begins a comment line.
#pragma once

#include <string>
#include <vector>

#include "auth/token.h"

#include "core/no_postgres.h"

namespace studio::auth {

struct KeyFile {
  std::vector<SigningKey> signing;    // at least one
  std::vector<SigningKey> credential; // at least one
};

// Overwrites all keys.
void wipe(KeyFile& keys);

enum class MissingKeyFile { make, refuse }; // refuse: during recovery, where the primary's is to come

// Throws ST003 with the reason (which names the file, no key). A file must be a regular one of this user's with mode 0600
// or 0400, no symbolic link, at most 64 KiB.
KeyFile read_key_file(const std::string& path, MissingKeyFile missing);

} // namespace studio::auth
