// PostgreSQL's messages to its client, made frames: errors, notices, COPY data.
//
// PostgreSQL writes protocol messages into PqCommMethods; this is ours. Tuples do not come this way (result/receiver.h) and
// command tags are not asked for. Backend C; called from anywhere, also while an error is being reported.
#pragma once

#include "pg/backend.h"

namespace studio::runner {

// Makes this process's messages ours. From now on errors reach the gateway.
void install_messages();

// Sends a notice that is not PostgreSQL's: severity NOTICE, whatever client_min_messages says.
void send_own_notice(const char* sqlstate, const char* message, const char* hint);

} // namespace studio::runner
