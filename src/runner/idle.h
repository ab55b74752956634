// Between requests: what a session owes PostgreSQL while it waits.
#pragma once

#include "channel/runner_end.h"

namespace studio::runner {

// Waits for the next request, which is put into `request` (in the message context). Meanwhile reports statistics, reloads
// the configuration, takes invalidations, and ends the process where the gateway has gone or an idle timeout has passed.
void idle_wait(channel::Request* request);

} // namespace studio::runner
