// From the database's encoding to UTF-8, which is all that the wire knows.
//
// A UTF-8 database needs no step: its text is valid. A SQL_ASCII database may hold any byte: what is no UTF-8 becomes
// U+FFFD. Every other encoding is converted by PostgreSQL (a character without a counterpart raises 22P05).
#pragma once

#include "result/buffer.h"

namespace studio::result {

// Appends text in the database's encoding as a JSON string, with quotes.
void append_server_text(Buffer* buffer, const char* bytes, size_t count);

// The length of the longest prefix of at most `limit` bytes that ends at a character of the database's encoding.
size_t clip_server_text(const char* bytes, size_t count, size_t limit);

} // namespace studio::result
