// What a runner looks at before PostgreSQL runs a utility statement or readies a function, at any depth.
//
// Installed in runners only: the rest of the cluster never pays for it. Chains to whoever was there before.
#pragma once

namespace studio::runner {

void install_hooks();

} // namespace studio::runner
