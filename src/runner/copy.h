// COPY … TO STDOUT as `copy` messages of about 64 KiB: text as it is, binary in base64.
//
// Fed by messages.cpp, a line (or a binary row) at a time. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// A COPY begins.
void copy_open(bool is_binary);

// Data of it; a text line comes whole, with its line feed.
void copy_data(const char* data, size_t bytes);

// Sends what is left; does nothing where no COPY is open. Called when the statement ends, well or not.
void copy_close();

} // namespace studio::runner
