// Settings under which values are written so that they read back as the same, whatever the session has set. Backend C.
#pragma once

#include "pg/backend.h"

namespace studio::result {

// Begins a level of settings: DateStyle ISO, IntervalStyle postgres, bytea_output hex, extra_float_digits 3. The caller ends it
// with AtEOXact_GUC(true, level); an error ends it with the transaction.
int begin_exact_output();

} // namespace studio::result
