// The version of studio: that of the extension script and of the library, in one place. Plain C++.
#pragma once

#include "core/no_postgres.h"

namespace studio::core {

constexpr char studio_version[] = "1.0"; // as default_version in studio.control

} // namespace studio::core
