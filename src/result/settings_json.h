// The settings that decide how values look as text, as the JSON object of `begin` and `result`.
#pragma once

#include "result/buffer.h"

namespace studio::result {

// Appends {"DateStyle",…} as the session has it now, and remembers it as told.
void append_settings(Buffer* buffer);

// True if a setting differs from what append_settings last told.
bool settings_changed();

} // namespace studio::result
