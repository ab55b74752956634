#include "runner/session_facts.h"

#include "runner/session.h"

extern "C" {
#include "nodes/parsenodes.h"
#include "storage/proc.h"
#include "utils/timeout.h"
}

namespace studio::runner {

namespace {

constexpr int noted_limit = 64; // deeper ones are there, and not told

struct {
  int level;
  char name[NAMEDATALEN];
} noted[noted_limit];
int noted_count = 0;

// RELEASE and the ends of transactions leave their levels; ROLLBACK TO comes back to one.
void forget_left_levels() {
  int level = IsTransactionOrTransactionBlock() ? GetCurrentTransactionNestLevel() : 0;
  while (noted_count > 0 && noted[noted_count - 1].level > level) {
    noted_count--;
  }
}

// The names with a NUL behind each, as far as they fit.
int write_names(char* into, int limit) {
  int used = 0;
  for (int i = 0; i < noted_count; i++) {
    int bytes = static_cast<int>(strlen(noted[i].name)) + 1;
    if (used + bytes > limit) {
      break;
    }
    memcpy(into + used, noted[i].name, static_cast<size_t>(bytes));
    used += bytes;
  }
  return used;
}

} // namespace

void session_facts_note(const Node* statement) {
  forget_left_levels();
  if (!IsA(statement, TransactionStmt) || noted_count >= noted_limit) {
    return;
  }
  const TransactionStmt* transaction = reinterpret_cast<const TransactionStmt*>(statement);
  if (transaction->kind == TRANS_STMT_SAVEPOINT && transaction->savepoint_name != nullptr) {
    noted[noted_count].level = GetCurrentTransactionNestLevel();
    strlcpy(noted[noted_count].name, transaction->savepoint_name, NAMEDATALEN);
    noted_count++;
  }
}

void session_facts_publish() {
  forget_left_levels();
  int idle_limit_ms = IsTransactionOrTransactionBlock() ? IdleInTransactionSessionTimeout : IdleSessionTimeout;
  channel::Slot* slot = session.slot;
  SpinLockAcquire(&slot->mutex);
  slot->idle_limit_ms = idle_limit_ms;
  slot->savepoint_bytes = write_names(slot->savepoints, static_cast<int>(sizeof slot->savepoints));
  SpinLockRelease(&slot->mutex);
}

} // namespace studio::runner
