#include "pg/transaction.h"

#include "pg/guard.h"

extern "C" {
#include "utils/snapmgr.h"
}

namespace studio::pg {

namespace {

// The last exit of an abort that failed: it may not throw from a destructor, and nothing may run on.
void abort_or_exit() noexcept {
  try {
    call([] { AbortCurrentTransaction(); });
  } catch (...) {
    ereport(FATAL, (errcode(ERRCODE_INTERNAL_ERROR), errmsg_internal("studio could not abort a transaction")));
  }
}

} // namespace

Transaction::Transaction() {
  try {
    call([] {
      StartTransactionCommand();
      PushActiveSnapshot(GetTransactionSnapshot());
    });
  } catch (...) {
    abort_or_exit();
    throw;
  }
}

Transaction::~Transaction() {
  if (is_open_) {
    abort_or_exit();
  }
}

void Transaction::commit() {
  call([] {
    PopActiveSnapshot();
    CommitTransactionCommand();
  });
  is_open_ = false;
}

} // namespace studio::pg
