// rows/select: a page of a relation in a total order, and the key from which the next page goes on.
#pragma once

namespace studio::runner {

// Runs the current request of kind rows_select. Sends `page` after the rows; errors are raised.
void run_rows_select();

} // namespace studio::runner
