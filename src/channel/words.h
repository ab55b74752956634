// The words in which the wire, the history and the lists tell how a request ended (doc/protocol.md 7).
#pragma once

#include "channel/envelope.h"

namespace studio::channel {

inline const char* word_of(EndStatus status) {
  switch (status) {
  case EndStatus::ok:
    return "ok";
  case EndStatus::cancelled:
    return "cancelled";
  case EndStatus::timeout:
    return "timeout";
  case EndStatus::failed:
    break;
  }
  return "failed";
}

inline const char* word_of(TransactionState state) {
  switch (state) {
  case TransactionState::in_transaction:
    return "in_transaction";
  case TransactionState::failed:
    return "failed";
  case TransactionState::idle:
    break;
  }
  return "idle";
}

} // namespace studio::channel
