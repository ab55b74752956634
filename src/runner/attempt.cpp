#include "runner/attempt.h"

#include "runner/cancel.h"
#include "runner/transaction.h"

extern "C" {
#include "access/xact.h"
#include "miscadmin.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
}

namespace studio::runner {

namespace {

ErrorData* run_inside(void (*work)(void* argument), void* argument, bool keeps) {
  ErrorData* volatile error = nullptr;
  volatile bool is_fate = false;
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
    FlushErrorState();
    is_fate = error->sqlerrcode == ERRCODE_QUERY_CANCELED ||
              ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_OPERATOR_INTERVENTION ||
              ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_INSUFFICIENT_RESOURCES;
  }
  PG_END_TRY();
  if (keeps && error == nullptr) {
    ReleaseCurrentSubTransaction();
  } else {
    RollbackAndReleaseCurrentSubTransaction();
  }
  MemoryContextSwitchTo(context);
  CurrentResourceOwner = owner;
  if (is_fate) {
    // Not from within: an attempt around this one would take back the wrong subtransaction.
    ReThrowError(error);
  }
  return error;
}

} // namespace

ErrorData* attempt(void (*work)(void* argument), void* argument) { return run_inside(work, argument, false); }

ErrorData* attempt_and_keep(void (*work)(void* argument), void* argument) { return run_inside(work, argument, true); }

bool attempt_request(void (*work)(void* argument), void* argument) {
  MemoryContext context = CurrentMemoryContext;
  ResourceOwner owner = CurrentResourceOwner;
  volatile bool is_done = false;
  // A cancel that is there already strikes inside.
  HOLD_INTERRUPTS();
  BeginInternalSubTransaction(nullptr);
  MemoryContextSwitchTo(context);
  PG_TRY();
  {
    RESUME_INTERRUPTS();
    work(argument);
    is_done = true;
  }
  PG_CATCH();
  {
    // As after any error: a timeout that has fired must not lend its name to the cancel of a later request.
    disable_all_timeouts(false);
    cancel_disarm();
    MemoryContextSwitchTo(context);
    EmitErrorReport();
    FlushErrorState();
  }
  PG_END_TRY();
  // The request is over: no cancel that comes late may strike what is outside of the subtransaction.
  cancel_disarm();
  command_pause();
  RollbackAndReleaseCurrentSubTransaction();
  MemoryContextSwitchTo(context);
  CurrentResourceOwner = owner;
  return is_done;
}

} // namespace studio::runner
