// Base64, hexadecimal, hashes and random bytes: thin over libcrypto.
//
// Plain C++: knows nothing of tokens or passwords. Any process may use it. Byte strings travel as std::string and
// std::string_view. A failure of libcrypto itself is thrown as Error XX000; nothing here logs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::core {

// RFC 4648 section 4, with padding.
std::string base64(std::string_view bytes);
// RFC 4648 section 5, without padding.
std::string base64url(std::string_view bytes);
// Strict: no padding, no white space, unused bits must be zero, so one value has one text. nullopt when it is not that.
std::optional<std::string> from_base64url(std::string_view text);

// Lower case.
std::string hex(std::string_view bytes);

std::string sha1(std::string_view bytes);   // 20 bytes; only for the WebSocket handshake, which prescribes it
std::string sha256(std::string_view bytes); // 32 bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes); // 32 bytes

// From libcrypto's generator, which is seeded by the kernel and reseeds itself after a fork.
std::string random_bytes(std::size_t count);

// Takes the same time wherever the two differ; that the lengths differ is not hidden.
bool equal_in_constant_time(std::string_view left, std::string_view right);

// Overwrites the bytes so that the compiler cannot leave it out, and empties the string.
void wipe(std::string& secret);

} // namespace studio::core
