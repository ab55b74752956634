// What a text for a remote server is, as far as our own parser can tell: kinds, tags, names of parameters, and whether it
// destroys. Its names mean nothing here, and nothing is sent to the other server. Bridge room.
#pragma once

#include <string>

namespace studio::remote {

// The answer of doc/protocol.md section 6 `analyze`. A text that does not parse here (the other server may be of another
// version) is one statement without tag and kind.
std::string analyze_text(const std::string& sql);

} // namespace studio::remote
