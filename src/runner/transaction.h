// Transaction commands around statements, as postgres.c does them for a client, and the time that a statement may take.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// Begins a transaction command if none is open, and arms the statement timeout: the session's own or what is left of the
// request's, whichever is shorter.
void command_start();

// Ends the transaction command, which commits what is not in a transaction block, and disarms the timeout.
void command_finish();

// Disarms the timeout between two statements of a text: it counts for each of them.
void command_pause();

// After an error: no transaction command is open any more.
void command_forget();

// The request may take `timeout_ms` from now on in all; 0 = no bound.
void command_set_deadline(int timeout_ms);

// True if the request's time is over (to a millisecond). Safe in a signal handler.
bool command_is_past_deadline();

// Rolls back whatever is open.
void transaction_abandon();

// Raises 25P02 if the transaction is aborted and `statement` does not end it.
void transaction_check(Node* statement);

} // namespace studio::runner
