// What interrupts a remote runner while it waits: the order to end, a cancel, the request's own time.
//
// Bridge room. The signal handler notes; the wait loop of connection.cpp asks here after every wake-up.
#pragma once

#include "channel/runner_end.h"

namespace studio::remote {

// Installs the handlers of SIGINT, SIGTERM and SIGHUP for the process in this slot.
void install_signals(channel::Slot* slot);

// From here on cancels of this sequence strike; `deadline_ms` of the monotonic clock cancels with reason timeout, 0 = never.
void arm(uint64 sequence, int64 deadline_ms);
void disarm();
// For statements of our own after a request: its cancels are over, only the time counts.
void arm_time(int64 deadline_ms);

// Why the request is to end; none while it may go on. A plain SIGINT (pg_cancel_backend) counts as the user's.
channel::CancelReason cancel_reason();
// True where the gateway has cancelled the request of this sequence; whether that struck, how the request ends says.
bool was_cancelled(uint64 sequence);
// True once for each cancel signal, and once for the deadline: the remote server is to be told.
bool take_cancel();
// While the connection is being made, a cancel ends the attempt: throws 57014.
void stop_where_cancelled();
// Milliseconds until the deadline, or `most`, whichever is earlier.
long wait_limit_ms(long most);

int64 now_ms();

// Answers what every PostgreSQL process must: barriers, reload. Throws 57P01 where the process is told to end.
void serve_interrupts();

} // namespace studio::remote
