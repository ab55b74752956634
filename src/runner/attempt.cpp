#include "runner/attempt.h"

extern "C" {
#include "access/xact.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
}

namespace studio::runner {

namespace {

ErrorData* run_inside(void (*work)(void* argument), void* argument, bool keeps) {
  ErrorData* volatile error = nullptr;
  MemoryContext context = CurrentMemoryContext;
  ResourceOwner owner = CurrentResourceOwner;
  BeginInternalSubTransaction(nullptr);
  MemoryContextSwitchTo(context);
  PG_TRY();
  {
    // Of a trial not the transaction's own snapshot: SET TRANSACTION must still be possible afterwards.
    PushActiveSnapshot(keeps ? GetTransactionSnapshot() : GetCatalogSnapshot(InvalidOid));
    work(argument);
    PopActiveSnapshot();
  }
  PG_CATCH();
  {
    MemoryContextSwitchTo(context);
    error = CopyErrorData();
    bool is_fate = error->sqlerrcode == ERRCODE_QUERY_CANCELED ||
                   ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_OPERATOR_INTERVENTION ||
                   ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_INSUFFICIENT_RESOURCES;
    if (is_fate) {
      PG_RE_THROW();
    }
    FlushErrorState();
  }
  PG_END_TRY();
  if (keeps && error == nullptr) {
    ReleaseCurrentSubTransaction();
  } else {
    RollbackAndReleaseCurrentSubTransaction();
  }
  MemoryContextSwitchTo(context);
  CurrentResourceOwner = owner;
  return error;
}

} // namespace

ErrorData* attempt(void (*work)(void* argument), void* argument) { return run_inside(work, argument, false); }

ErrorData* attempt_and_keep(void (*work)(void* argument), void* argument) { return run_inside(work, argument, true); }

} // namespace studio::runner
