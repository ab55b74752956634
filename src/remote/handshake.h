// The part of connecting that a server can draw out: TLS, and the proof of the password, whose cost the server names (a SCRAM
// iteration count of two thousand million is half an hour of hashing inside libpq).
//
// Bridge room. It runs in a thread that takes no signals and calls nothing but libpq, so that this process hears its orders
// meanwhile. A thread that does not come to an end in time is left behind: then the process is to end, and does so without the
// C library's exit handlers, which would take OpenSSL from under it.
#pragma once

#include <libpq-fe.h>

#include <cstdint>

namespace studio::remote {

enum class Handshake {
  over,      // the connection is up or has failed: PQstatus says which
  late,      // the deadline has passed; the connection may be closed
  abandoned, // the same, and the thread still uses the connection: nobody may touch it
};

// Before the first handshake of the process.
void prepare_handshakes();

// From PQconnectStart to the end of it. Throws 57014 at a cancel and 57P01 at an order to end; the process is to end then.
Handshake shake_hands(PGconn* connection, std::int64_t deadline_ms);

// True once a thread has been left behind.
bool is_handshake_abandoned();

} // namespace studio::remote
