// How a cancel arrives, which request it is meant for, and in what words it ends the statement.
//
// SIGINT has three senders: the gateway (with a sequence number and a reason in the slot), pg_cancel_backend, and this
// process's own timeouts. A gateway's signal that comes late must not hit the next request. Backend C.
#pragma once

#include "channel/registry.h"

namespace studio::runner {

// Installs the SIGINT handler.
void cancel_install();

// The request `sequence` begins: from now on a cancel may strike; one that is there already does so at the next check.
void cancel_arm(uint64 sequence);

// The request is over: SIGINT is ignored, and one that has not struck yet is forgotten.
void cancel_disarm();

// Why the current request was cancelled by the gateway; `none` where it was not.
channel::CancelReason cancel_reason();

// True where the gateway has cancelled the current request; whether that struck, how the request ends says.
bool cancel_was_asked();

// True if a statement timeout of this process has fired during the current request.
bool cancel_timed_out();

} // namespace studio::runner
