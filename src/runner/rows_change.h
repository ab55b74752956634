// rows/change: rows inserted, updated and deleted in one transaction, each only if it still is what was seen of it.
#pragma once

namespace studio::runner {

// Runs the current request of kind rows_change: for each change what a statement sends, then `transaction` before the commit.
// Errors are raised, and nothing is kept then: ST013 where a row is not as expected, ST014 where it is gone, ST015 where it
// stayed as it was.
void run_rows_change();

} // namespace studio::runner
