// Tells a remote server to stop, in bounded time: PQcancel blocks for as long as the server likes.
#pragma once

#include <libpq-fe.h>

namespace studio::remote {

// Sends one cancel request over a connection of its own; gives up after two seconds. True if the server took it.
bool send_cancel_request(PGconn* connection);

} // namespace studio::remote
