// A part of a file into a relation (doc/protocol.md 6). Backend C.
#pragma once

namespace studio::runner {

// Runs the current request of kind import_part and answers how far it came: {"rows","bytes","lines","bad_lines"}. Without an
// open transaction the part is one of its own.
void run_import();

} // namespace studio::runner
