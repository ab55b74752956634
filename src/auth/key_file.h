// The key file: read it, make it where it is missing, refuse it when others may read it.
//
// Plain C++ and POSIX: knows neither settings nor the data directory. The gateway reads it for the signing keys, the remote
// runner for the credential keys, studio.rotate_keys() to put new ones into it; no key ever enters shared memory. What its
// lines say is `key_text.h`'s.
#pragma once

#include <string>

#include "auth/key_text.h"

#include "core/no_postgres.h"

namespace studio::auth {

enum class MissingKeyFile { make, refuse }; // refuse: during recovery, where the primary's is to come

// Throws ST003 with the reason (which names the file, no key). A file must be a regular one of this user's with mode 0600
// or 0400, no symbolic link, at most 64 KiB.
KeyFile read_key_file(const std::string& path, MissingKeyFile missing);

// Gives the file a new key of each kind, and answers what it holds now. The new file takes the place of the old one in one
// step, synced: whoever reads, and whoever comes after a crash, finds one of the two, whole. Two that rotate at once wait for
// each other. Throws ST003 as above, also where the file is missing.
KeyFile rotate_key_file(const std::string& path, OldSigningKeys old, std::int64_t now_s);

} // namespace studio::auth
