#include "runner/rows_select.h"

#include "pg/backend.h"

namespace studio::runner {

void run_rows_select() {
  ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("not built yet")));
}

} // namespace studio::runner
