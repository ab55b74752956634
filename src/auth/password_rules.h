// Which passwords an account may have: those of NIST SP 800-63B. Length counts, composition does not.
//
// Plain C++: knows no account beyond the two names that are passed in. The credential worker asks it before it hashes.
#pragma once

#include <string>
#include <string_view>

#include "core/no_postgres.h"

namespace studio::auth {

// Why this one is refused, as a sentence for the person; empty where it is not. Refused: shorter than 8 characters, longer
// than 1024 bytes, with a control character, one of the commonest, one character over and over, a run of the keyboard or
// the alphabet, the e-mail address or the name (or the part of the address before the @).
std::string password_problem(std::string_view password, std::string_view email, std::string_view name);

} // namespace studio::auth
