// A request of kind `file`: one statement whose rows become the bytes of a file.
#pragma once

namespace studio::runner {

void run_export();

} // namespace studio::runner
