// What this process forgets before it speaks to a server that somebody named: its own identity, files and endless memory.
#pragma once

namespace studio::remote {

// Unsets all that libpq would read from the environment, gives it no home folder, bounds the time of the resolver and the memory
// of this process. Once, at its start.
void prepare_environment();

} // namespace studio::remote
