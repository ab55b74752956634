// A transaction of our own SQL: commit() or it aborts at the brace.
//
// For the workers that run only what we wrote (service), never around a user's statement.
#pragma once

#include "pg/backend.h"

namespace studio::pg {

class Transaction {
public:
  // Starts a transaction with an active snapshot. Throws core::Error.
  Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  // Aborts what was not committed. An abort that fails ends the process (FATAL): its state would be unknown.
  ~Transaction();

  // Throws core::Error when the commit fails; the transaction is then aborted at the brace.
  void commit();

private:
  bool is_open_ = true;
};

} // namespace studio::pg
