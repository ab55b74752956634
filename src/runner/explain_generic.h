// The plan that serves parameters of any value, on servers whose EXPLAIN has no option for it (before 16). Backend C.
#pragma once

namespace studio::runner {

// From now on EXPLAIN plans without values of parameters, and shows all partitions; or no longer. Nothing on 16 and later.
void explain_generically(bool is_wanted);

} // namespace studio::runner
