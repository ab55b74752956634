// Whole codes stand before their class: the first line that fits wins.
#include "wire/http_status.h"

#include "core/sqlstate.h"

namespace studio::wire {

namespace {

struct Line {
  std::string_view prefix; // a whole code, or the two characters of a class
  int status;
};

constexpr Line table[] = {
    {"08P01", 400}, // a malformed request, the only one of its class that the client makes
    {"25006", 403}, // the session is read-only
    {"42501", 403}, // insufficient privilege
    {"57014", 504}, // cancelled: mostly the timeout; who cancelled by hand knows it anyway

    {"ST001", 200}, // only ever a notice
    {"ST002", 503}, // no runner became free
    {"ST003", 503}, // no key file
    {"ST004", 403}, // the proof lapsed
    {"ST005", 503}, // not installed
    {"ST006", 404}, // not found
    {"ST007", 405}, // wrong method
    {"ST008", 413}, // too large
    {"ST009", 421}, // wrong host
    {"ST010", 504}, // the reader stalled
    {"ST011", 403}, // the password of a remote connection is needed again
    {"ST013", 409}, // the row was changed meanwhile
    {"ST014", 409}, // the row is gone
    {"ST016", 409}, // the session that the request wants to go on with has ended
    {"ST015", 409}, // a trigger or policy kept the row
    {"ST", 500},

    {"08", 503},                 // the connection to another server failed
    {"0L", 403},                 // a role that cannot be used so
    {"0P", 403},    {"23", 409}, // a constraint stands against it
    {"28", 401},                 // not signed in, or not as that
    {"2B", 409},                 // other objects depend on it
    {"40", 409},                 // serialization failure, deadlock: the same request may succeed now
    {"53", 503},                 // the server lacks something
    {"55", 409},                 // the object is in use or in another state
    {"57", 503},                 // an operator intervened
    {"58", 500},                 // the system under PostgreSQL failed
    {"F0", 500},                 // the configuration is broken
    {"HV", 502},                 // a foreign server answered badly
    {"XX", 500},                 // a bug
};

constexpr int otherwise = 400;

} // namespace

int http_status(std::string_view sqlstate) {
  for (const Line& line : table)
    if (sqlstate.substr(0, line.prefix.size()) == line.prefix)
      return line.status;
  return otherwise;
}

int http_status(const core::Error& error) {
  if (error.code == core::sqlstate::configuration_limit_exceeded && error.retry_after_s > 0)
    return 429;
  return http_status(error.code);
}

int statement_status(const core::Error& error) {
  constexpr int unauthorized = 401;
  constexpr int forbidden = 403;
  const int status = http_status(error);
  return status == unauthorized ? forbidden : status;
}

} // namespace studio::wire
